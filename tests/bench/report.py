"""What the bench found, in a table, as ratios, and against the numbers to hold."""

from tests.bench.load import Result

BARE_POSTS = "bare Flask + psycopg"
MOST_MEMORY = 150
LEAST_OF_BARE = 0.4
MOST_GROWTH = 1.3


def report(bare: dict[str, Result], sizes: dict[int, dict[str, Result]], *, memory: list[int]) -> int:
    """Print all of it; 0 when the numbers to hold are held."""
    base = bare[BARE_POSTS].per_second
    print(f"\n{'':34}{'per second':>12}{'median ms':>12}{'95 % ms':>10}{'of bare psycopg':>18}   answers")
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
    return _verdict(large["topic page"].per_second / base, growth, max(memory))


def _print_row(name: str, result: Result, base: float) -> None:
    answers = ", ".join(f"{count}x {status}" for status, count in sorted(result.statuses.items()))
    print(
        f"{name:34}{result.per_second:12.0f}{result.median:12.1f}{result.p95:10.1f}"
        f"{result.per_second / base:18.2f}   {answers}"
    )


def _verdict(of_bare: float, growth: dict[str, float], memory: int) -> int:
    worst = max(growth.values())
    held = {
        f"topic page at {of_bare:.0%} of the bare psycopg page (to reach: {LEAST_OF_BARE:.0%})": of_bare
        >= LEAST_OF_BARE,
        f"large within {worst:.2f}x of small (to reach: {MOST_GROWTH}x)": worst <= MOST_GROWTH,
        f"a worker under {memory} MB (to reach: {MOST_MEMORY} MB)": memory <= MOST_MEMORY,
    }
    for line, ok in held.items():
        print(f"  {'held  ' if ok else 'MISSED'}  {line}")
    return 0 if all(held.values()) else 1
