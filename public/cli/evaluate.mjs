#!/usr/bin/env node
// Runs an evaluation of Patchbay from a pipeline. One file without dependencies, for Node 20 or newer.
import { randomUUID } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'

const HELP = `Usage: node evaluate.mjs run <evaluation> [options]

Environment:
  PATCHBAY_URL           address of the studio
  PATCHBAY_KEY           API key with the right "evaluate"

What is evaluated (default: the draft):
  --app <file>           an app file (.patchbay.json)
  --version <number>     a saved version
  --environment <name>   the live version of an environment

Options:
  --baseline <name>      environment to compare with; its gate decides
  --budget <dollars>     stops when this much is spent
  --fresh                runs all steps again
  --inconclusive <way>   "fail" (default) or "pass"
  --junit <file>         writes JUnit XML
  --markdown <file>      writes Markdown (default: evaluation.md)
  --timeout <minutes>    default: 60
  --help

Exit codes: 0 passes, 1 fails, 2 inconclusive, 3 could not run.`

const EXIT = { passes: 0, fails: 1, inconclusive: 2 }
const COULD_NOT_RUN = 3
const POLL_MS = 1_000
const RETRIES = 8

class UsageError extends Error {}

async function main() {
  const { values, positionals } = readArguments()
  if (values.help) return print(HELP)
  const [command, evaluation] = positionals
  if (command !== 'run' || !evaluation || positionals.length > 2) throw new UsageError(`Name an evaluation.\n\n${HELP}`)
  const server = readServer()
  const run = await follow(server, await start(server, evaluation, await bodyOf(values)), minutesOf(values))
  const { result } = run
  await writeFile(values.markdown ?? 'evaluation.md', toMarkdown(evaluation, run))
  if (values.junit) await writeFile(values.junit, toJUnit(evaluation, run))
  print(`${evaluation}: ${result ? result.answer : run.status}${run.error ? `. ${run.error}` : ''}\n${run.url}`)
  for (const { answer, reason } of result?.rules ?? []) print(`  ${answer}: ${reason}`)
  if (!result) return COULD_NOT_RUN
  return result.answer === 'inconclusive' && values.inconclusive === 'pass' ? 0 : EXIT[result.answer]
}

function readArguments() {
  const text = { type: 'string' }
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        app: text,
        version: text,
        environment: text,
        baseline: text,
        budget: text,
        junit: text,
        markdown: text,
        inconclusive: text,
        timeout: text,
        fresh: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    })
  } catch (error) {
    throw new UsageError(`${error.message}\n\n${HELP}`)
  }
}

function readServer() {
  const { PATCHBAY_URL: url, PATCHBAY_KEY: key } = process.env
  if (!url || !key) throw new UsageError('Set PATCHBAY_URL and PATCHBAY_KEY.')
  if (!/^https?:\/\//.test(url)) throw new UsageError('PATCHBAY_URL must start with https:// or http://.')
  return { url: url.replace(/\/+$/, ''), key }
}

async function bodyOf({ app, version, environment, baseline, budget, fresh, inconclusive }) {
  if (inconclusive !== undefined && !['pass', 'fail'].includes(inconclusive))
    throw new UsageError('--inconclusive is "pass" or "fail".')
  return {
    ...(app === undefined ? {} : { app: JSON.parse(await readFile(app, 'utf8')) }),
    ...(version === undefined ? {} : { version: numberOf('--version', version) }),
    ...(environment === undefined ? {} : { environment }),
    ...(baseline === undefined ? {} : { baseline }),
    ...(budget === undefined ? {} : { budgetMicros: Math.round(numberOf('--budget', budget) * 1_000_000) }),
    ...(fresh ? { fresh } : {}),
  }
}

function numberOf(name, text) {
  const value = Number(text)
  if (!Number.isFinite(value) || value < 0) throw new UsageError(`${name} needs a number.`)
  return value
}

const minutesOf = ({ timeout }) => (timeout === undefined ? 60 : numberOf('--timeout', timeout))

/** The same idempotency key in each attempt, so that a lost answer starts no second evaluation. */
function start(server, evaluation, body) {
  const path = `/api/v1/evaluations/${encodeURIComponent(evaluation)}/runs`
  const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() }
  return request(server, path, { method: 'POST', headers, body: JSON.stringify(body) })
}

async function follow(server, started, minutes) {
  const until = Date.now() + minutes * 60_000
  let run = started
  while (run.status === 'queued' || run.status === 'running') {
    if (Date.now() > until) throw new Error(`The evaluation did not end within ${minutes} minutes. ${run.url}`)
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
    run = await request(server, `/api/v1/evaluations/${run.evaluation}/runs/${run.id}`)
  }
  return run
}

async function request({ url, key }, path, { headers = {}, ...init } = {}) {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await attemptOf(`${url}${path}`, {
      ...init,
      headers: { ...headers, authorization: `Bearer ${key}` },
    })
    if (answer.ok) return answer.body
    if (!answer.isTransient || attempt >= RETRIES) throw new Error(answer.message)
    await new Promise((resolve) => setTimeout(resolve, Math.min(30_000, 500 * 2 ** attempt)))
  }
}

async function attemptOf(address, init) {
  let response
  try {
    response = await fetch(address, init)
  } catch (error) {
    return {
      ok: false,
      isTransient: true,
      message: `The server is unreachable: ${error.cause?.message ?? error.message}`,
    }
  }
  const body = await response.json().catch(() => null)
  if (response.ok && body) return { ok: true, body }
  const isTransient = response.status === 429 || response.status >= 500
  const message = body?.error?.message ?? body?.detail ?? `The server answered ${response.status}.`
  return { ok: false, isTransient, message }
}

function toMarkdown(evaluation, { status, url, done, total, costMicros, error, result }) {
  const title = `## Evaluation ${plain(evaluation)}: ${result ? result.answer : status}`
  const facts = `${done} of ${total} answers · $${(costMicros / 1_000_000).toFixed(4)} · [Open the result](${url})`
  if (!result) return `${title}\n\n${error ? `${plain(error)}\n\n` : ''}${facts}\n`
  const rules = result.rules.map(({ answer, rule, reason }) => `| ${answer} | ${rule} | ${plain(reason)} |`)
  const metrics = result.metrics.map(
    (metric) => `| ${plain(metric.id)} | ${meanText(metric)} | ${metric.count}/${metric.of} |`,
  )
  const more = result.more === null ? [] : ['', `About ${result.more} more examples would decide.`]
  return `${[
    ...[title, '', facts, ...more],
    ...['', '| answer | rule | reason |', '|---|---|---|', ...rules],
    ...['', '| metric | mean [95 % interval] | examples |', '|---|---|---|', ...metrics],
    ...regressions(result.regressed),
  ].join('\n')}\n`
}

function regressions(regressed) {
  if (regressed.length === 0) return []
  const rows = regressed.map(
    ({ input, expected, before, after }) =>
      `| ${plain(input)} | ${plain(expected)} | ${plain(before)} | ${plain(after)} |`,
  )
  return ['', '### Regressions', '', '| input | expected | baseline | this version |', '|---|---|---|---|', ...rows]
}

function meanText({ id, mean, interval }) {
  if (mean === null) return 'no verdict'
  const text = (value) => (/^(latency-ms|cost-micros)$/.test(id) ? value.toFixed(0) : `${(100 * value).toFixed(1)} %`)
  return interval ? `${text(mean)} [${text(interval.low)}, ${text(interval.high)}]` : text(mean)
}

/** Text of cases is data: no markup, links or mentions in a comment. */
function plain(text) {
  const line = [...text.replace(/\s+/g, ' ').trim()]
  const short = line.length > 200 ? `${line.slice(0, 200).join('')}…` : line.join('')
  return short.replace(/[\\`*_{}[\]()<>#|!~&]/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/@/g, '@\u200b')
}

function toJUnit(evaluation, { error, status, result }) {
  const cases = result
    ? [
        ...result.rules.map(ruleCase),
        ...result.regressed.map(({ input }) =>
          testCase(`regression: ${input}`, failure('The baseline passes this example.')),
        ),
      ]
    : [testCase('evaluation', failure(error ?? status))]
  const count = (tag) => cases.filter((text) => text.includes(`<${tag} `)).length
  const totals = `tests="${cases.length}" failures="${count('failure')}" errors="0"`
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites ${totals}>
  <testsuite name="${xml(evaluation)}" ${totals} skipped="${count('skipped')}">
${cases.map((text) => `    ${text}`).join('\n')}
  </testsuite>
</testsuites>
`
}

function ruleCase({ rule, metric, answer, reason }) {
  const content = { passes: '', fails: failure(reason), inconclusive: `<skipped message="${xml(reason)}" />` }[answer]
  return testCase(metric && rule === 'metric' ? `${rule}: ${metric}` : rule, content)
}

const failure = (message) => `<failure message="${xml(message)}" />`
const testCase = (name, content) =>
  `<testcase classname="patchbay" name="${xml(name.slice(0, 200))}">${content}</testcase>`

/** XML 1.0 has no control characters, not even as references. */
function xml(text) {
  return [...text]
    .filter((sign) => sign >= ' ' || '\t\n\r'.includes(sign))
    .join('')
    .replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

const print = (text) => process.stdout.write(`${text}\n`)

main().then(
  (code) => {
    process.exitCode = code ?? 0
  },
  (error) => {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = COULD_NOT_RUN
  },
)
