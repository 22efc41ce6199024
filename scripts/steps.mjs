// Shared by start, test and build: installs and builds only when needed, with one line of progress per step.
import { spawn } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { beginBuild, isBuilt } from './build/build-stamp.mjs'
import { modernNode, root } from './node24.mjs'

/** Runs a program to its end. @throws if it fails, with its output if that was captured */
export function run(command, args, { quiet = false, env = {}, cwd = root } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ONNXRUNTIME_NODE_INSTALL: 'skip', ...env },
    })
    let output = ''
    child.stdout?.on('data', (part) => (output += part))
    child.stderr?.on('data', (part) => (output += part))
    child.on('error', reject)
    child.on('exit', (code) =>
      code === 0 ? resolve(output) : reject(new Error(`${command} ${args.join(' ')} failed (${code}).\n${output}`)),
    )
  })
}

export async function step(label, work) {
  const startedAt = Date.now()
  process.stdout.write(`${label} … `)
  await work()
  process.stdout.write(`${((Date.now() - startedAt) / 1000).toFixed(1)} s\n`)
}

/** Runs single-core tasks in parallel. @throws the first failure after all have ended */
export async function stepsAtOnce(works) {
  const startedAt = Date.now()
  const ends = await Promise.allSettled(
    works.map(async ([label, work]) => {
      await work()
      console.log(`${label} … ${((Date.now() - startedAt) / 1000).toFixed(1)} s`)
    }),
  )
  const failed = ends.find(({ status }) => status === 'rejected')
  if (failed) throw failed.reason
}

/** npm writes a copy of the lockfile when it is done; if it is older than the lockfile, packages are missing. */
export async function install(folder = root, label = 'Installing packages') {
  const installed = path.join(folder, 'node_modules/.package-lock.json')
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(path.join(folder, 'package-lock.json')).mtimeMs)
    return
  // npm was started by npm, so its path is known and no shell is needed.
  const npm = process.env.npm_execpath
  const [command, args] = npm ? [process.execPath, [npm]] : ['npm', []]
  const options = ['--no-audit', '--no-fund', '--loglevel=error']
  await step(label, () => run(command, [...args, 'ci', ...options], { quiet: true, cwd: folder }))
}

export async function build() {
  if (isBuilt(root)) return false
  const stamp = beginBuild(root)
  const node = modernNode()
  await step('Building the server', () => run(node, ['scripts/build/build-server.mjs'], { quiet: true }))
  await step('Building the embedding model', () =>
    run(node, ['dist/builtin-write-model.mjs', 'dist/models'], { quiet: true }),
  )
  await step('Building the pages', () =>
    run(node, ['node_modules/next/dist/bin/next', 'build'], { quiet: true, env: { NODE_ENV: 'production' } }),
  )
  stamp()
  return true
}
