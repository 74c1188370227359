// Following a link of the inbox marks its topic, need or case as read. Without a script the button does.

const read = event => {
  const link = event.target.closest?.("a[data-reads]")
  if (!link || event.button > 1) return
  const token = document.querySelector("meta[name=csrf-token]")?.content ?? ""
  fetch(link.dataset.reads, { method: "POST", keepalive: true, redirect: "manual", headers: { "X-CSRF-Token": token } })
}

document.addEventListener("click", read)
document.addEventListener("auxclick", read)

// The bell heard of something new while the list is open: a line offers to show it.
document.addEventListener("news", () => {
  const line = document.querySelector("[data-news]")
  if (line) line.hidden = false
})
