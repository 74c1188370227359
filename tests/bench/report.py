"""What the bench found, in a table, as ratios, and against the numbers to hold."""

from tests.bench.load import Result

BARE_POSTS = "bare Flask + psycopg"
TOPIC = "topic page"
LISTS = ("topic list", "latest list", "unread list")
SEARCHES = ("search, common word", "search, two words", "search, rare word")
MOST_MEMORY = 150
LEAST_OF_BARE = 0.5
MOST_GROWTH = 1.3
# Of the topic page's median: its own slowest hundredth, a search, a reply with all that it sets going.
MOST_P99 = 4
MOST_SEARCH = 5
MOST_REPLY = 3


def report(bare: dict[str, Result], sizes: dict[int, dict[str, Result]], *, memory: list[int]) -> int:
    """Print all of it; 0 when the numbers to hold are held."""
    base = bare[BARE_POSTS].per_second
    times = f"{'median ms':>12}{'95 % ms':>10}{'99 % ms':>10}"
    print(f"\n{'':34}{'per second':>12}{times}{'of bare psycopg':>18}   answers")
    for name, result in bare.items():
        _print_row(name, result, base)
    for topics, results in sizes.items():
        for name, result in results.items():
            _print_row(f"{name}, {topics:,} topics", result, base)
    small, large = sizes.values()
    print("\nmedian at the large size, as a multiple of the small one")
    growth = {name: large[name].median / small[name].median for name in small}
    for name, ratio in growth.items():
        print(f"  {name:32}{ratio:8.2f}")
    print(f"\nmemory of the workers: {', '.join(f'{megabytes} MB' for megabytes in memory)}")
    return _verdict(large, base, growth, max(memory))


def _print_row(name: str, result: Result, base: float) -> None:
    answers = ", ".join(f"{count}x {status}" for status, count in sorted(result.statuses.items()))
    print(
        f"{name:34}{result.per_second:12.0f}{result.median:12.1f}{result.p95:10.1f}{result.p99:10.1f}"
        f"{result.per_second / base:18.2f}   {answers}"
    )


def _verdict(large: dict[str, Result], base: float, growth: dict[str, float], memory: int) -> int:
    page = large[TOPIC]
    worst = max(growth, key=lambda name: growth[name])
    slowest = max(large[name].median for name in SEARCHES) / page.median
    held = [
        _at_least(f"{name} of the bare psycopg page", large[name].per_second / base, LEAST_OF_BARE)
        for name in (TOPIC, *LISTS)
    ]
    held += [
        _at_most("large as a multiple of small, at most (" + worst + ")", growth[worst], MOST_GROWTH),
        _at_most("slowest hundredth of topic pages, in medians", page.p99 / page.median, MOST_P99),
        _at_most("slowest search, in topic pages", slowest, MOST_SEARCH),
        _at_most("reply, in topic pages", large["reply"].median / page.median, MOST_REPLY),
        _at_most("memory of a worker, MB", memory, MOST_MEMORY),
    ]
    return 0 if all(held) else 1


def _at_least(what: str, found: float, bound: float) -> bool:
    return _tell(what, found, f"at least {bound}", held=found >= bound)


def _at_most(what: str, found: float, bound: float) -> bool:
    return _tell(what, found, f"at most {bound}", held=found <= bound)


def _tell(what: str, found: float, bound: str, *, held: bool) -> bool:
    print(f"  {'held  ' if held else 'MISSED'}  {what}: {found:.2f} ({bound})")
    return held
