"""Whole pages around a body, one function a portal family of domain/portals.md: navigation, trail, footer and all."""

# ruff: noqa: E501  (markup reads best unbroken)
from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from tests.generator.page import Page

NAV_WORDS = (
    "首页", "政务公开", "政务服务", "互动交流", "走进本地", "新闻中心", "专题专栏", "领导信箱", "机构设置", "通知公告", "政策文件",
    "财政预决算", "规划计划", "人事信息", "应急管理", "重点领域", "招标采购", "便民服务", "数据开放", "网上办事", "营商环境", "图片新闻",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chrome:
    html: str
    url: str


def navigation(rng: random.Random, links: int) -> str:
    anchors = "".join(
        f'<li><a href="/{rng.randrange(9999)}/index.html" target="_blank">{rng.choice(NAV_WORDS)}</a></li>'
        for _ in range(links)
    )
    return f'<div class="header"><ul class="nav">{anchors}</ul><div class="search">热搜词：公积金 社保 2000件实事</div></div>'


def trail(page: Page) -> str:
    links = " &gt; ".join(f'<a href="/x/">{name}</a>' for name in page.breadcrumb)
    return f'<div class="position">您当前的位置：{links}</div>'


def sidebar(page: Page, rng: random.Random) -> str:
    """Other reports and news, with dates and counts that are not this report's."""
    lines = "".join(
        f'<li><a href="t{year}.html" title="{year}年政府信息公开工作年度报告">{year}年政府信息公开工作年度...</a><span>{year + 1}-01-15</span></li>'
        for year in rng.sample(range(2012, 2019), 4)
    )
    return f'<div class="sidebar"><h3>相关信息</h3><ul>{lines}</ul><p>累计发布政策{rng.randint(100, 999)}条</p></div>'


def footer(rng: random.Random) -> str:
    return (
        '<div class="share">分享到：<a>微信</a><a>微博</a> <a href="javascript:window.print()">【打印】</a><a>【关闭窗口】</a></div>'
        '<div class="ewm"><img src="q.png"><p>扫一扫在手机打开当前页</p></div>'
        '<div class="footer"><p>主办单位：人民政府办公室　责任编辑：管理员</p>'
        f"<p>备案号：川ICP备{rng.randint(10_000_000, 19_999_999)}号　网站标识码：{rng.randint(3_200_000_000, 3_699_999_999)}</p>"
        f"<p>网站访问量：{rng.randint(10_000, 9_999_999)}次　联系电话：028-88888888</p></div>"
    )


def metas(page: Page, *, full: bool = True) -> str:
    pairs = {"SiteName": page.site, "ArticleTitle": page.title, "ColumnName": "政府信息公开年报"}
    if page.date_iso:
        pairs["PubDate"] = page.date_iso
    if page.source:
        pairs["ContentSource"] = page.source
    if not full:
        pairs = {"SiteName": page.site}
    return "".join(f'<meta name="{name}" content="{value}">' for name, value in pairs.items())


def labels_line(page: Page) -> str:
    date = f"<span>{page.date_label}：{page.date_printed}</span>" if page.date_printed else ""
    source = f"<span>来源：{page.source}</span>" if page.source else ""
    return f'<div class="info">{date} {source} <span>浏览次数：<em id="hits"></em></span> 字体：【大 中 小】</div>'


def labels_table(page: Page, rng: random.Random) -> str:
    """The disclosure block: labels padded with spaces, in a table or a list."""
    rows = [
        ("索 引 号", f"00{rng.randint(1000000, 9999999)}/2020-{rng.randint(10000, 99999)}"),
        ("发布机构", page.agency),
    ]
    if page.date_printed:
        rows.append((rng.choice(("发布日期", "成文日期", "发文日期")), page.date_iso[:10]))
    rows.append(("文　　号", "无"))
    rows.append(("主题分类", "政府信息公开年报"))
    if rng.random() < 0.5:
        cells = "".join(f"<tr><td>{label}：</td><td>{value}</td></tr>" for label, value in rows)
        return f'<table class="xxgk_table">{cells}</table>'
    return '<ul class="xxgk_list">' + "".join(f"<li><b>{label}：</b>{value}</li>" for label, value in rows) + "</ul>"


def split_title(page: Page, rng: random.Random, tag: str = "h1") -> str:
    """A long title is broken over two lines now and then."""
    title = page.title
    if rng.random() < 0.15 and len(title) > 14:
        cut = title.index("政府信息公开")
        title = f"{title[:cut]}<br>{title[cut:]}"
    return f"<{tag}>{title}</{tag}>"


def head(page: Page, declaration: str, extra: str = "") -> str:
    return (
        f"<!DOCTYPE html>\n<html>\n<head>\n{declaration}<title>{page.title}-{page.site}</title>\n{extra}"
        '<style>.x{font-size:12px}</style><script>var total = 12345; document.write("<p>共8条</p>");</script>\n</head>\n<body>\n'
    )


def trs(page: Page, body: str, rng: random.Random, declaration: str) -> Chrome:
    day = (page.date_iso or "2021-01-20")[:10].replace("-", "")
    return Chrome(
        head(page, declaration, metas(page))
        + navigation(rng, 60)
        + trail(page)
        + f'<div class="article">{split_title(page, rng)}{labels_line(page)}<div class="view TRS_UEDITOR">'
        + f'<div class="TRS_Editor"><style>.TRS_Editor P{{line-height:2}}</style>{body}</div></div></div>'
        + sidebar(page, rng)
        + footer(rng)
        + "</body></html>",
        f"https://www.example.gov.cn/xxgk/{day[:6]}/t{day}_{rng.randint(100000, 999999)}.html",
    )


def hanweb(page: Page, body: str, rng: random.Random, declaration: str) -> Chrome:
    return Chrome(
        head(page, declaration, metas(page))
        + navigation(rng, 40)
        + trail(page)
        + labels_table(page, rng)
        + f"<!--<$[标题名称(html)]>begin-->{split_title(page, rng)}<!--<$[标题名称(html)]>end-->{labels_line(page)}"
        + f'<div id="zoom" class="article-content"><!--<$[信息内容]>begin-->{body}<!--<$[信息内容]>end--></div>'
        + footer(rng)
        + "</body></html>",
        f"https://www.example.gov.cn/art/2024/1/22/art_{rng.randint(1000, 9999)}_{rng.randint(100000, 999999)}.html",
    )


def vsb(page: Page, body: str, rng: random.Random, declaration: str) -> Chrome:
    return Chrome(
        head(page, declaration, metas(page, full=False))
        + navigation(rng, 30)
        + trail(page)
        + f'<form name="_newscontent_fromname"><div>{split_title(page, rng)}{labels_line(page)}'
        + f'<div id="vsb_content"><div class="v_news_content">{body}</div></div>'
        + '<p>上一条：<a href="1.htm">2017年政府信息公开年度报告</a></p><p>下一条：<a href="2.htm">政府信息公开指南</a></p></div></form>'
        + footer(rng)
        + "</body></html>",
        f"https://www.example.gov.cn/info/{rng.randint(1000, 9999)}/{rng.randint(10000, 99999)}.htm",
    )


def gkmlpt(page: Page, body: str, rng: random.Random, declaration: str) -> Chrome:
    config = '<script>window._CONFIG = {"SITE_ID": 755042, "total": 128, "post": {"id": 9472698}};</script>'
    return Chrome(
        head(page, declaration, metas(page) + config)
        + navigation(rng, 20)
        + trail(page)
        + labels_table(page, rng)
        + f'<div class="content">{split_title(page, rng)}{labels_line(page)}<div class="article-content" id="zoomcon">{body}</div></div>'
        + footer(rng)
        + "</body></html>",
        f"https://www.example.gov.cn/gkmlpt/content/10/9472/post_{rng.randint(1000000, 9999999)}.html",
    )


def ucap(page: Page, body: str, rng: random.Random, declaration: str) -> Chrome:
    return Chrome(
        head(page, declaration, metas(page))
        + navigation(rng, 80)
        + trail(page)
        + f"<h1><ucaptitle>{page.title}</ucaptitle></h1><p>发布时间：<publishtime>{page.date_iso}</publishtime></p>"
        + f'<div class="text"><ucapcontent>{body}</ucapcontent></div>'
        + sidebar(page, rng)
        + footer(rng)
        + "</body></html>",
        f"https://www.example.gov.cn/xxgk/202401/{rng.getrandbits(128):032x}.shtml",
    )


def aspx(page: Page, body: str, rng: random.Random, declaration: str) -> Chrome:
    date = f"发布时间：{page.date_printed}　" if page.date_printed else ""
    return Chrome(
        head(page, declaration)
        + '<form method="post" action="year_details.aspx"><input type="hidden" name="__VIEWSTATE" value="/wEPDwUKMTIzNDU2">'
        + navigation(rng, 15)
        + trail(page)
        + f'<div id="title">{page.title}</div><div class="sub">{date}录入：{page.agency}　点击数：</div><div id="content">{body}</div></form>'
        + footer(rng)
        + "</body></html>",
        f"https://www.example.gov.cn/year_details.aspx?dept=206&id={rng.randint(1000, 9999)}",
    )


def doc_path(page: Page, body: str, rng: random.Random, declaration: str) -> Chrome:
    return Chrome(
        head(page, declaration, metas(page))
        + navigation(rng, 50)
        + trail(page)
        + f'<div class="conTit">{split_title(page, rng)}</div>{labels_line(page)}<div class="conTxt" id="Zoom">{body}</div>'
        + sidebar(page, rng)
        + footer(rng)
        + "</body></html>",
        f"https://www.example.gov.cn/doc/2024/01/08/{rng.randint(1000000, 9999999)}.shtml",
    )


def channel(page: Page, body: str, rng: random.Random, declaration: str) -> Chrome:
    date = f"<tr><td>发文日期</td><td>{page.date_iso[:10]}</td></tr>" if page.date_printed else ""
    table = (
        f'<table class="info"><tr><td>标题</td><td colspan="3">{page.title}</td></tr><tr><td>索引号</td><td>K{rng.randint(100, 999)}</td>'
        f"<td>文号</td><td></td></tr>{date}<tr><td>发布机构</td><td>{page.agency}</td></tr></table>"
    )
    return Chrome(
        head(page, declaration)
        + navigation(rng, 25)
        + trail(page)
        + table
        + f'<div class="detail"><h2>{page.title}</h2>{body}</div>'
        + footer(rng)
        + "</body></html>",
        f"https://www.example.gov.cn/gongkai/site_a1/channel_b2/doc_{rng.getrandbits(64):016x}.html",
    )


def generic(page: Page, body: str, rng: random.Random, declaration: str) -> Chrome:
    """Layout by tables, no telling class anywhere."""
    return Chrome(
        head(page, declaration)
        + f'<table width="1000"><tr><td>{navigation(rng, 120)}</td></tr><tr><td>{trail(page)}</td></tr></table>'
        + '<table width="1000"><tr><td width="200" valign="top">'
        + sidebar(page, rng)
        + f'</td><td valign="top"><div>{split_title(page, rng)}{labels_line(page)}</div><div>{body}</div></td></tr></table>'
        + footer(rng)
        + "</body></html>",
        "https://www.example.gov.cn/html/202101/0176938436489438.html",
    )


def bare(page: Page, body: str, rng: random.Random, declaration: str) -> Chrome:
    """No portal at all: a page somebody saved."""
    return Chrome(
        head(page, declaration) + f"<h1>{page.title}</h1>{labels_line(page)}{body}</body></html>",
        "https://www.example.gov.cn/nb.html",
    )


FAMILIES: dict[str, Callable[[Page, str, random.Random, str], Chrome]] = {
    "trs": trs,
    "hanweb": hanweb,
    "vsb": vsb,
    "gkmlpt": gkmlpt,
    "ucap": ucap,
    "aspx": aspx,
    "doc": doc_path,
    "channel": channel,
    "generic": generic,
    "bare": bare,
}
