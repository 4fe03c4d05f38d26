"""Past one machine: work handed out over a Dask scheduler, by `--scheduler ADDRESS`. Needs `gongkai[cluster]`.

crew     pieces of work to the workers, each for once, whatever dies meanwhile
archive  one web archive, read by a worker      extract  all of them, from the command's side
parts    what a worker read, and how the parts of all are merged
host     one host, crawled by a worker          crawl    all of them, from the run's side
"""
