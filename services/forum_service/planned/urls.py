"""Where planned posts live."""


def plan_url(plan_id: int) -> str:
    return f"/forum/planned/{plan_id}"
