// "Quote" puts the selected words, or the whole post, into the composer below instead of opening its own page.

document.addEventListener("click", event => {
  const link = event.target.closest("a[data-quote]")
  const field = document.querySelector("#reply textarea")
  if (!link || !field || event.ctrlKey || event.metaKey || event.shiftKey) return
  const post = link.closest(".post")
  const words = chosen(post)
  if (!words) return
  event.preventDefault()
  write(field, post, words)
})

// Only what is selected within this post; without a selection the server makes the quotation.
function chosen(post) {
  const selection = window.getSelection()
  if (selection.isCollapsed) return ""
  const body = post.querySelector(".prose")
  return body.contains(selection.anchorNode) && body.contains(selection.focusNode) ? selection.toString().trim() : ""
}

function write(field, post, words) {
  const name = post.querySelector("h2").textContent.trim().replace(/([\\`*_{}[\]<>#|~@])/g, "\\$1")
  const path = new URL(post.querySelector(".post-when a").href).pathname
  const lines = [`[${name} #${post.dataset.number}](${path}):`, "", ...words.split("\n")]
  const quoted = lines.map(line => `> ${line}`.trimEnd()).join("\n")
  field.value = `${field.value.trimEnd()}${field.value.trim() ? "\n\n" : ""}${quoted}\n\n`
  field.form.elements.reply_to.value = post.dataset.number
  field.dispatchEvent(new Event("input", { bubbles: true }))
  field.focus()
  field.setSelectionRange(field.value.length, field.value.length)
}
