// A large file goes in pieces (tus 1.0): a line that breaks costs one piece, and a page that was closed can go on
// when the same file is chosen again.

import { forget, keep, kept } from "./composer_storage.js"

const TUS = "/forum/uploads/tus"
const PIECE = 512 * 1024
const PATIENCE = 10
const LONGEST_PAUSE = 20000

export const LARGE = 1024 * 1024

// Resolves to what the server says of the file; rejects with its answer, or without one when the line stays down.
export async function sendInPieces(file, progress) {
  const memory = `${file.name} ${file.size} ${file.lastModified}`
  let path = kept("sending", memory)?.path
  let offset = path ? await arrivedOf(path) : null
  if (offset === null) {
    path = await begin(file)
    offset = 0
    keep("sending", memory, { path })
  }
  try {
    await sendRest(path, file, offset, progress)
    const told = await becomeOf(path, file.size)
    forget("sending", memory)
    return told
  } catch (answer) {
    // What is refused need not be tried again; what was broken off goes on from here.
    if (answer instanceof Response) forget("sending", memory)
    throw answer
  }
}

async function sendRest(path, file, offset, progress) {
  let failures = 0
  do {
    progress(offset / file.size)
    const body = file.slice(offset, offset + PIECE)
    const headers = { "Upload-Offset": offset, "Content-Type": "application/offset+octet-stream" }
    try {
      offset = offsetOf(await ask(path, "PATCH", headers, body))
      failures = 0
    } catch (answer) {
      if (isFinal(answer) || ++failures > PATIENCE) throw answer
      await pause(failures)
      offset = (await arrivedOf(path)) ?? offset
    }
  } while (offset < file.size)
}

// What the server made of the whole. Where only the answer to the last piece was lost, all has come and nothing is made
// of it yet: an empty piece asks for that.
async function becomeOf(path, size) {
  for (let failures = 0; ; await pause(++failures)) {
    try {
      const { file } = await (await ask(path, "GET")).json()
      if (file) return file
      await ask(path, "PATCH", { "Upload-Offset": size, "Content-Type": "application/offset+octet-stream" })
    } catch (answer) {
      if (isFinal(answer) || failures >= PATIENCE) throw answer
    }
    if (failures >= PATIENCE) throw undefined
  }
}

const isFinal = answer => answer instanceof Response && ![409, 423, 429, 460, 502, 503, 504].includes(answer.status)

const pause = failures => new Promise(go => setTimeout(go, Math.min(1000 * 2 ** failures, LONGEST_PAUSE)))

async function begin(file) {
  const name = btoa(String.fromCodePoint(...new TextEncoder().encode(file.name)))
  const headers = { "Upload-Length": file.size, "Upload-Metadata": `filename ${name}` }
  return (await ask(TUS, "POST", headers)).headers.get("Location")
}

// How much has come; null where the server knows of nothing, or is not reached.
const arrivedOf = path => ask(path, "HEAD").then(offsetOf, () => null)

const offsetOf = answer => Number(answer.headers.get("Upload-Offset"))

async function ask(path, method, headers = {}, body = undefined) {
  const token = document.querySelector("meta[name=csrf-token]").content
  const common = { "Tus-Resumable": "1.0.0", "X-CSRF-Token": token, Accept: "application/json" }
  const answer = await fetch(path, { method, body, headers: { ...common, ...headers } })
  if (!answer.ok) throw answer
  return answer
}
