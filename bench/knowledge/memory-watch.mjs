// Memory breakdown of a server and its children during an action. Linux only (it reads /proc).
import { closeSync, existsSync, fstatSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs'
import { rssMb } from '../publish/process-facts.mjs'

const EVERY_MS = 100
/** Reading the breakdown takes milliseconds, so it is done only for a new peak of this size. */
const STEP_MB = 3
const MB = 1_048_576
/** Maximum length of a line of the probe. */
const MAX_LINE_BYTES = 4_096
/** WebAssembly reserves this much address space after its memory. */
const WASM_RESERVED = 1_024 * MB

/** @param probe file of memory-probe.cjs */
export function watchMemory(pid, probe) {
  let peakMb = 0
  /** The parts, and the total when they were read. */
  let seen = { mb: 0, parts: {} }
  const look = () => {
    const mb = treeMb(pid)
    peakMb = Math.max(peakMb, mb)
    if (mb >= seen.mb + STEP_MB) seen = { mb, parts: partsOf(pid, probe) }
  }
  const timer = setInterval(look, EVERY_MS)
  return {
    peakMb: () => peakMb,
    peakByPart: () => `${seen.mb} MB: ${inWords(seen.parts)}`,
    end: () => clearInterval(timer),
  }
}

/** Resident memory of a process and its children; shared pages count for each. */
export function treeMb(pid) {
  return treeOf(pid).reduce((sum, id) => sum + rssMb(id), 0)
}

function treeOf(pid) {
  try {
    const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
    )
    return [pid, ...children.flatMap(treeOf)].filter((id) => existsSync(`/proc/${id}`))
  } catch {
    // The process or one of its threads has exited.
    return existsSync(`/proc/${pid}`) ? [pid] : []
  }
}

/** Megabytes by part. */
function partsOf(pid, probe) {
  const heaps = lastHeaps(probe)
  const inHeaps = Object.values(heaps).reduce((sum, bytes) => sum + bytes, 0) / MB
  const { files, wasm, all } = mapped(pid)
  return {
    'program and libraries': files,
    ...Object.fromEntries(Object.entries(heaps).map(([thread, bytes]) => [`heap of ${thread}`, bytes / MB])),
    WebAssembly: wasm,
    // malloc's: buffers, the native model, V8's own.
    others: all - files - wasm - inHeaps,
    children: treeOf(pid)
      .slice(1)
      .reduce((sum, id) => sum + rssMb(id), 0),
  }
}

/** From the last complete line: the server may be writing one. */
function lastHeaps(probe) {
  const file = openSync(probe, 'r')
  try {
    const { size } = fstatSync(file)
    const end = Buffer.alloc(Math.min(size, MAX_LINE_BYTES * 2))
    readSync(file, end, 0, end.length, size - end.length)
    const lines = end.toString('utf8').split('\n').slice(0, -1)
    return JSON.parse(lines.at(-1) || '{}')
  } finally {
    closeSync(file)
  }
}

function mapped(pid) {
  const maps = readFileSync(`/proc/${pid}/smaps`, 'utf8').split(/^(?=[0-9a-f]+-[0-9a-f]+ )/m)
  const read = maps.map((text) => {
    const [, from, to, access, name] = /^([0-9a-f]+)-([0-9a-f]+) (\S+) \S+ \S+ \d+ *(.*)$/m.exec(text)
    const rss = Number(/^Rss:\s+(\d+)/m.exec(text)[1]) / 1_024
    return { from: parseInt(from, 16), to: parseInt(to, 16), access, isFile: name.startsWith('/'), rss }
  })
  const sum = (some) => some.reduce((mb, { rss }) => mb + rss, 0)
  const isWasm = ({ isFile, access, to }, next) =>
    !isFile &&
    access.startsWith('rw') &&
    next?.from === to &&
    next.access.startsWith('---') &&
    next.to - next.from > WASM_RESERVED
  return {
    files: sum(read.filter(({ isFile }) => isFile)),
    wasm: sum(read.filter((map, place) => isWasm(map, read[place + 1]))),
    all: sum(read),
  }
}

function inWords(parts) {
  return Object.entries(parts)
    .filter(([, mb]) => mb >= 1)
    .map(([part, mb]) => `${part} ${Math.round(mb)}`)
    .join(', ')
}
