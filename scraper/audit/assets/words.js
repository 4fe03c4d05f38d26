"use strict";
// What the page says, in both languages. {0}, {1} … are filled in.
const WORDS = {
  zh: {
    skip: "跳到正文", title: "政府信息公开年报审阅", dark: "深色", print: "打印", filters: "筛选", search: "搜索",
    place: "地区或门户", level: "层级", kind: "机关类别", sumsOf: "合计", once: "不重复计算", each: "各报告相加", from: "起始年度", to: "截止年度", rule: "规则", severity: "程度",
    reset: "清除", contents: "目录", all: "全部",
    footer: "数字照原文，不作修正；没有报告或没有写明的，不作零计。准确数与约数（约、余、以上）从不相加。",
    made: "数据截至 {0}，由 gongkai {1} 生成。本页不联网。",
    subtitle: "{0} 份报告，{1} 个机关，{2}–{3} 年度，{4} 个数字。",
    filtered: "{0} 份报告、{1} 处发现符合条件", overview: "概览", reports: "报告", agencies: "机关", missing: "缺报告",
    error: "错误", warning: "警告", info: "提示", coverage: "覆盖",
    coverageNote: "每个机关每年有无报告。缺：此前有过报告而当年没有；不明：早于该机关的首份报告。",
    coverageChart: "各年度有报告与缺报告的机关数", year: "年度", reported: "有报告", unknown: "不明", agency: "机关",
    map: "机关 × 年度", sortMissing: "缺报告最多的在前", sortPlace: "按地区", order: "排序",
    cellReported: "{0} {1}：有报告", cellMissing: "{0} {1}：缺报告", cellUnknown: "{0} {1}：不明", cellFindings: "{0} {1}：有报告，最重发现为{2}",
    legendReported: "● 有报告", legendError: "▲ 有错误", legendWarning: "◆ 有警告", legendMissing: "○ 缺", legendUnknown: "· 不明",
    previous: "上一页", next: "下一页", pageOf: "第 {0} 页，共 {1} 页", volumes: "公开数量", indicator: "指标",
    volumeChart: "{0}：各年度合计", exact: "准确数", rough: "约数", exactSum: "准确数之和", roughSum: "约数之和",
    stating: "写明准确数的报告", statingRough: "只写约数的报告", notStating: "未写明的报告",
    volumeNote: "合计只及于写明数字的报告：{0} 份报告中 {1} 份写明准确数，{2} 份只写约数。",
    channels: "公开渠道", channelChart: "经各渠道主动公开的信息数", requestChannels: "各渠道收到的申请数（2014 年格式）",
    outcomes: "申请与办理", outcomeChart: "各年度办理结果", received: "新收", granted: "予以公开", partly: "部分公开", refused: "不予公开",
    unavailable: "无法提供", notProcessed: "不予处理", otherwise: "其他处理", grounds: "不予公开的理由", old2014: "{0}（2014 年格式）",
    groundChart: "不予公开的理由（所选年度合计）", total: "合计", disputes: "复议与诉讼", reviewChart: "行政复议结果", litigationChart: "行政诉讼结果",
    upheld: "维持", corrected: "纠正", otherResult: "其他", pending: "未审结", rate: "纠正率（占已结）", deadlines: "期限",
    deadlineChart: "按期与逾期发布的报告数", inTime: "按期", late: "逾期", undated: "无发布日期",
    deadlineNote: "2019 年度起：各机关次年 1 月 31 日，县级以上政府次年 3 月 31 日（《条例》第四十九条）；此前一律次年 3 月 31 日。",
    findings: "发现", findingsNote: "按规则分组，重者在前。标出的文字即为依据。", source: "原网页", archive: "存档", more: "再显示 {0} 处（余 {1} 处）",
    noQuote: "无可引原文。", permalink: "链接", legal: "依据：{0}", none: "没有符合条件的内容。", loading: "正在读取……",
    sums: "汇总对照", sumsNote: "所属部门、乡镇等报出之和与上级政府自报之数。缺报告的机关另列，不作零计。",
    superior: "上级政府", members: "所属机关", reporting: "有报告", sumExact: "准确数之和", sumRough: "约数之和", own: "自报", mark: "对照",
    exceeded: "和大于自报", same: "相等", incomplete: "缺数，无从比较", smaller: "自报较大", outliers: "异常变化",
    outlierNote: "同一机关相邻年度相差五倍以上、且相差不少于 50 的准确数。变化可能属实，宜先看原文。", before: "前值", after: "后值", times: "倍数", years: "年度",
    changes: "发布后的变更", changesNote: "报告发布以后内容有变、撤下或恢复。", changed: "有变", withdrawn: "撤下", restored: "恢复", old: "旧", new: "新",
    noChanges: "没有记录到变更。", figure: "数字", notStated: "未写明", table: "数据表", csv: "下载 CSV", close: "关闭", open: "打开报告",
    published: "发布", noDate: "无发布日期", numbers: "数字", unplaced: "另有 {0} 份报告机关或年度不明，不在图中，其发现列于下。",
    province: "省", city: "市", county: "县", town: "乡镇", subdistrict: "街道", village: "村", ministry: "部委", noLevel: "层级不明", government: "政府", department: "部门", institution: "事业单位", zone: "开发区", noKind: "类别不明",
    onceNote: "不重复计算：上级政府的报告已含其所属机关，当年上级已报此项的，下级不再计入（{0} 份未计）。",
    eachNote: "各报告相加：上级政府的报告已含其所属机关，合计有重复。",
    portal: "门户 {0}", scroll: "{0}（可横向滚动）", chartOf: "图：{0}",
  },
  en: {
    skip: "Skip to content", title: "Disclosure reports, audited", dark: "Dark", print: "Print", filters: "Filters", search: "Search",
    place: "Place or portal", level: "Level", kind: "Kind", sumsOf: "Sums", once: "Count once", each: "Add all reports", from: "From year", to: "To year", rule: "Rule", severity: "Severity",
    reset: "Clear", contents: "Contents", all: "All",
    footer: "Numbers stand as printed, nothing is repaired. What is missing or not stated never counts as zero. Exact and approximate numbers are never added together.",
    made: "State of {0}, made by gongkai {1}. This page uses no network.",
    subtitle: "{0} reports by {1} agencies, {2}–{3}, stating {4} figures.",
    filtered: "{0} reports, {1} findings match", overview: "Overview", reports: "Reports", agencies: "Agencies", missing: "Missing reports",
    error: "Errors", warning: "Warnings", info: "Notes", coverage: "Coverage",
    coverageNote: "Whether each agency has a report for each year. Missing: it reported before, and not for that year; unknown: before its first report here.",
    coverageChart: "Agencies with and without a report, by year", year: "Year", reported: "Reported", unknown: "Unknown", agency: "Agency",
    map: "Agency × year", sortMissing: "Most missing first", sortPlace: "By place", order: "Order",
    cellReported: "{0} {1}: report", cellMissing: "{0} {1}: missing", cellUnknown: "{0} {1}: unknown", cellFindings: "{0} {1}: report, gravest finding: {2}",
    legendReported: "● report", legendError: "▲ with errors", legendWarning: "◆ with warnings", legendMissing: "○ missing", legendUnknown: "· unknown",
    previous: "Previous", next: "Next", pageOf: "Page {0} of {1}", volumes: "Volumes", indicator: "Indicator",
    volumeChart: "{0}: sum by year", exact: "exact", rough: "approximate", exactSum: "Sum, exact", roughSum: "Sum, approximate",
    stating: "Reports stating it exactly", statingRough: "Only approximately", notStating: "Not at all",
    volumeNote: "Sums cover the reports that state a number: of {0} reports {1} state it exactly, {2} only approximately.",
    channels: "Channels", channelChart: "Information published, by channel", requestChannels: "Requests received, by channel (form of 2014)",
    outcomes: "Requests and outcomes", outcomeChart: "Outcomes by year", received: "Received", granted: "Granted", partly: "Partly granted", refused: "Refused",
    unavailable: "Not available", notProcessed: "Not processed", otherwise: "Otherwise", grounds: "Grounds for refusal", old2014: "{0} (2014)",
    groundChart: "Grounds for refusal (years shown, together)", total: "Total", disputes: "Disputes", reviewChart: "Administrative review, by result", litigationChart: "Litigation, by result",
    upheld: "Upheld", corrected: "Corrected", otherResult: "Other", pending: "Pending", rate: "Corrected (of those decided)", deadlines: "Deadlines",
    deadlineChart: "Reports published in time and late", inTime: "In time", late: "Late", undated: "No date",
    deadlineNote: "From 2019: 31 January of the next year for agencies, 31 March for governments of counties and above (Regulation, art. 49); before: 31 March for all.",
    findings: "Findings", findingsNote: "By rule, the gravest first. The marked words are what shows each.", source: "Source", archive: "Archived", more: "Show {0} more ({1} left)",
    noQuote: "There are no words to quote.", permalink: "Link", legal: "Source of the rule: {0}", none: "Nothing matches.", loading: "Reading…",
    sums: "Sums beside the superior's figure", sumsNote: "What departments and lower governments state together, beside what the government above them states. Bodies without a report are counted apart, never as zero.",
    superior: "Government", members: "Bodies below", reporting: "With report", sumExact: "Sum, exact", sumRough: "Sum, approximate", own: "Its own figure", mark: "Compared",
    exceeded: "sum is larger", same: "equal", incomplete: "incomplete, not comparable", smaller: "own is larger", outliers: "Outliers",
    outlierNote: "Exact numbers of one agency that differ five times or more from one year to the next, and by 50 or more. They may well be true: read the words first.", before: "Before", after: "After", times: "Factor", years: "Years",
    changes: "Changed after publication", changesNote: "Reports whose content changed, or that were withdrawn or restored, after they were published.", changed: "changed", withdrawn: "withdrawn", restored: "restored", old: "Old", new: "New",
    noChanges: "No change was recorded.", figure: "Figure", notStated: "not stated", table: "Data table", csv: "Download CSV", close: "Close", open: "Open the report",
    published: "Published", noDate: "no date", numbers: "Numbers", unplaced: "Reports without a known agency or year: {0}. They are not drawn; their findings are listed.",
    province: "Province", city: "City", county: "County", town: "Town", subdistrict: "Subdistrict", village: "Village", ministry: "Ministry", noLevel: "Level unknown", government: "Government", department: "Department", institution: "Institution", zone: "Zone", noKind: "Kind unknown",
    onceNote: "Counted once: a government's report takes in the bodies below it, so those are left out where it states the number ({0} reports).",
    eachNote: "All reports added: a government's report takes in the bodies below it, so that these sums count things twice.",
    portal: "Portal {0}", scroll: "{0} (scrolls sideways)", chartOf: "Chart: {0}",
  },
};
let language = "zh";

function t(key, ...values) {
  const words = WORDS[language][key];
  if (words === undefined) throw new Error(`no words for ${key}`);
  return words.replace(/\{(\d)\}/g, (_, number) => values[number]);
}

function inLanguage(zh, en) {
  return language === "zh" ? zh : en;
}

// The catalogue names sources in Chinese, but for these words.
const SOURCE_WORDS = [
  ["what gongkai promises: nothing guessed, nothing dropped", "gongkai 的承诺：不猜，不漏"],
  ["arithmetic", "算术"],
  [/, table (\d)/, "，表$1"],
  [/ \(in force since (\d{4})-0?(\d+)-0?(\d+)\)/, "（$1 年 $2 月 $3 日起施行）"],
];

function sourceInChinese(source) {
  return SOURCE_WORDS.reduce((words, [english, chinese]) => words.replace(english, chinese), source);
}
