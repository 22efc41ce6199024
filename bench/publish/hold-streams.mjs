// Many concurrent streams: how many completed, and the delay of their tokens.
import http from 'node:http'
import { rssMb } from './process-facts.mjs'
import { SLOW } from './studio.mjs'

/** Starts are spread over this time, like those of users: starting all at once would measure how fast runs start. */
const BEGIN_MS = 10_000
const GIVE_UP_MS = 60_000

/** @param say receives progress every few seconds */
export async function holdStreams({ pid, url }, headers, { count, say }) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: count })
  const state = { open: 0, mostOpen: 0, whole: 0, peak: 0, late: [], failures: new Map() }
  const before = rssMb(pid)
  const watch = setInterval(() => {
    state.peak = Math.max(state.peak, rssMb(pid))
  }, 500)
  const report = setInterval(() => say(`${state.open} streams open, ${state.whole} complete`), 5_000)
  const streams = Array.from({ length: count }, async (_, index) => {
    await new Promise((resolve) => setTimeout(resolve, (BEGIN_MS * index) / count))
    const failure = await readStream({ url, agent, headers }, state)
    if (failure === null) state.whole += 1
    else state.failures.set(failure, (state.failures.get(failure) ?? 0) + 1)
  })
  await Promise.all(streams)
  clearInterval(watch)
  clearInterval(report)
  agent.destroy()
  state.late.sort((left, right) => left - right)
  const quantile = (share) => (state.late[Math.floor(state.late.length * share)] ?? 0).toFixed(0)
  const failed = [...state.failures].map(([what, times]) => `; failed ${times} ×: ${what}`).join('')
  return `${state.whole} of ${count} streams whole, ${state.mostOpen} open at once, a token each ${SLOW.everyMs} ms; tokens late by p50 ${quantile(0.5)} ms, p99 ${quantile(0.99)} ms; RSS at most ${state.peak} MB (${before} before)${failed}`
}

/** @returns the error, or null */
function readStream({ url, agent, headers }, state) {
  return new Promise((resolve) => {
    let text = ''
    const arrivals = []
    const end = (failure) => {
      clearTimeout(timer)
      if (hasBegun) state.open -= 1
      hasBegun = false
      state.late.push(...lateness(arrivals))
      resolve(failure)
    }
    let hasBegun = false
    const options = { method: 'POST', agent, headers: { ...headers, 'content-type': 'application/json' } }
    const request = http.request(`${url}/api/v1/apps/slow/runs`, options, (response) => {
      hasBegun = true
      state.open += 1
      state.mostOpen = Math.max(state.mostOpen, state.open)
      response.setEncoding('utf8')
      response.on('data', (part) => {
        const token = /"text":"tok(\d+) /.exec(part)
        // The final event contains the whole answer, which starts with the first token again.
        if (token && Number(token[1]) > (arrivals.at(-1)?.token ?? -1))
          arrivals.push({ token: Number(token[1]), at: performance.now() })
        text += part
      })
      response.on('end', () => {
        if (response.statusCode !== 200) end(`${response.statusCode} ${detailOf(text)}`)
        else end(text.includes('run.completed') ? null : 'ended without its last event')
      })
      // An interrupted stream has no end.
      response.on('error', (error) => end(`cut: ${error.message}`))
    })
    const timer = setTimeout(() => request.destroy(new Error('no end in a minute')), GIVE_UP_MS)
    request.on('error', (error) => end(error.message))
    request.end(JSON.stringify({ inputs: { message: 'Hi' }, stream: true }))
  })
}

/** The error message without its request id, so that equal errors are counted together. */
function detailOf(text) {
  return /"detail":"([^"]*)"/.exec(text)?.[1] ?? text.slice(0, 200)
}

/** Delay of each token of a stream, relative to the earliest one after its due time. */
function lateness(arrivals) {
  const offsets = arrivals.map(({ token, at }) => at - token * SLOW.everyMs)
  const soonest = Math.min(...offsets)
  return offsets.map((offset) => offset - soonest)
}
