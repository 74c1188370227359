// Files pasted, dropped or chosen in the composer are sent at once, each with its progress; what refers to them is
// written into the text. Without a script the button beside the field does it.
import { write } from "./composer_expansion.js"
import { LARGE, sendInPieces } from "./sending_in_pieces.js"

const composer = target => target.closest?.("draft-keeper")

document.addEventListener("paste", event => taken(event, event.clipboardData))
document.addEventListener("drop", event => taken(event, event.dataTransfer))
document.addEventListener("dragover", event => {
  if (composer(event.target) && event.dataTransfer.types.includes("Files")) event.preventDefault()
})
document.addEventListener("change", ({ target }) => {
  if (target.type !== "file" || !composer(target)) return
  ;[...target.files].forEach(file => send(composer(target), file))
  target.value = ""
})

function taken(event, data) {
  const keeper = composer(event.target)
  // A table copied from a spreadsheet brings a picture of itself along: its words are meant.
  if (!keeper || !data?.files.length || data.types.includes("text/plain")) return
  event.preventDefault()
  ;[...data.files].forEach(file => send(keeper, file))
}

function send(keeper, file) {
  const line = Object.assign(document.createElement("p"), { className: "sending meta" })
  const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0, ariaLabel: file.name })
  line.append(Object.assign(document.createElement("bdi"), { textContent: file.name }), " ", bar)
  keeper.querySelector(".composer-foot").before(line)
  if (file.size > LARGE) sendLarge(keeper, line, file, bar)
  else sendWhole(keeper, line, file, bar)
}

async function sendLarge(keeper, line, file, bar) {
  try {
    const response = await sendInPieces(file, part => (bar.value = part))
    arrived(keeper, line, { status: 201, response })
  } catch (answer) {
    const response = answer instanceof Response ? await answer.json().catch(() => null) : null
    arrived(keeper, line, { status: answer.status ?? 0, response })
  }
}

function sendWhole(keeper, line, file, bar) {
  const body = new FormData()
  body.append("file", file)
  // fetch does not say how much has been sent.
  const way = new XMLHttpRequest()
  way.upload.addEventListener("progress", ({ loaded, total }) => (bar.value = loaded / total))
  way.addEventListener("loadend", () => arrived(keeper, line, way))
  way.open("POST", "/forum/uploads")
  way.responseType = "json"
  way.setRequestHeader("Accept", "application/json")
  way.setRequestHeader("X-CSRF-Token", document.querySelector("meta[name=csrf-token]").content)
  way.send(body)
}

function arrived(keeper, line, { status, response }) {
  if (status !== 201) {
    line.setAttribute("role", "alert")
    line.classList.add("error")
    line.lastChild.replaceWith(response?.errors?.file?.[0] ?? response?.detail ?? JSON.parse(keeper.dataset.words).failed)
    return
  }
  line.remove()
  const field = keeper.querySelector("textarea")
  const before = field.value.slice(0, field.selectionStart)
  write(field, `${before && !before.endsWith("\n") ? "\n" : ""}${response.markdown}\n`)
}
