// In the composer, "@" offers people and "#" topics: a listbox below the text, worked by the arrows, Enter and Escape.
// What is offered the server decides by who writes and where.

const PAUSE = 150
const SOUGHT = /(?:^|[\s(>*_"'])(@[\p{L}\p{N}._-]{0,30}|#[^\s#@[\]()][^\n#@[\]()]{0,40})$/u
let open = null
let asked = 0

document.addEventListener("input", ({ target }) => {
  if (!target.matches("draft-keeper textarea")) return
  clearTimeout(asked)
  asked = setTimeout(() => offer(target), PAUSE)
})
document.addEventListener("keydown", event => open?.field === event.target && pressed(event), true)
document.addEventListener("focusout", ({ target }) => open?.field === target && close())
document.addEventListener("turbo:before-cache", () => close())

async function offer(field) {
  const sought = SOUGHT.exec(field.value.slice(0, field.selectionEnd))?.[1]
  if (!sought || field.selectionStart !== field.selectionEnd || field.readOnly) return close()
  const { _draft_key: key, forum } = field.form.elements
  const kind = sought[0] === "@" ? "people" : "topics"
  const query = new URLSearchParams({ kind, q: sought.slice(1), key: key.value, forum: forum?.value ?? "" })
  const answer = await fetch(`/forum/suggestions?${query}`, { headers: { Accept: "application/json" } }).catch(() => null)
  const { items = [] } = answer?.ok ? await answer.json() : {}
  // Whoever has typed on meanwhile is asked for anew.
  if (SOUGHT.exec(field.value.slice(0, field.selectionEnd))?.[1] !== sought || document.activeElement !== field) return
  items.length ? show(field, sought, items) : close()
}

function show(field, sought, items) {
  close()
  const list = document.createElement("ul")
  list.id = "composer-suggestions"
  list.className = "suggestions"
  list.setAttribute("role", "listbox")
  list.setAttribute("aria-label", field.closest("draft-keeper").dataset.suggestions)
  items.forEach((item, number) => list.append(option(item, number)))
  field.after(list)
  open = { field, list, items, sought, at: 0 }
  field.setAttribute("role", "combobox")
  field.setAttribute("aria-autocomplete", "list")
  field.setAttribute("aria-controls", list.id)
  field.setAttribute("aria-expanded", "true")
  choose(0)
}

function option({ name, note, text }, number) {
  const one = document.createElement("li")
  one.id = `composer-suggestion-${number}`
  one.setAttribute("role", "option")
  const label = Object.assign(document.createElement("bdi"), { textContent: name })
  const small = Object.assign(document.createElement("small"), { textContent: text[0] === "@" ? `${text} ${note}` : note })
  one.append(label, " ", small)
  // The text keeps the focus.
  one.addEventListener("mousedown", event => event.preventDefault())
  one.addEventListener("click", () => take(number))
  return one
}

function choose(number) {
  const { field, list, items } = open
  open.at = (number + items.length) % items.length
  ;[...list.children].forEach((one, n) => one.setAttribute("aria-selected", n === open.at))
  field.setAttribute("aria-activedescendant", list.children[open.at].id)
  list.children[open.at].scrollIntoView({ block: "nearest" })
}

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
  const acts = {
    ArrowDown: () => choose(open.at + 1),
    ArrowUp: () => choose(open.at - 1),
    Enter: () => take(open.at),
    Tab: () => take(open.at),
    Escape: close,
  }
  if (!acts[event.key]) return
  event.preventDefault()
  event.stopPropagation()
  acts[event.key]()
}

function take(number) {
  const { field, items, sought } = open
  const end = field.selectionEnd
  close()
  field.focus()
  field.setSelectionRange(end - sought.length, end)
  write(field, items[number].text)
}

function close() {
  if (!open) return
  for (const name of ["role", "aria-autocomplete", "aria-controls", "aria-expanded", "aria-activedescendant"]) open.field.removeAttribute(name)
  open.list.remove()
  open = null
}

// execCommand is old, but it alone keeps the browser's undo.
export function write(field, text) {
  if (document.activeElement === field && document.execCommand("insertText", false, text)) return
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end")
  field.dispatchEvent(new Event("input", { bubbles: true }))
}
