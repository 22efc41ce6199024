// Generates a client from our OpenAPI documents, compiles it strictly and runs it.
import { execFile } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { appUrl, bearer, openAi } from './served.mjs'

const folder = fileURLToPath(new URL('..', import.meta.url))
const run = promisify(execFile)

/** A folder with both documents: `app.json` of the chat app and `openai.json`. */
export async function folderWithDocuments(name) {
  const generatedFolder = path.join(folder, '.generated', name)
  rmSync(generatedFolder, { recursive: true, force: true })
  mkdirSync(generatedFolder, { recursive: true })
  for (const [file, url] of [
    ['app.json', `${appUrl}/openapi.json`],
    ['openai.json', `${openAi.baseURL}/openapi.json`],
  ])
    writeFileSync(path.join(generatedFolder, file), await (await fetch(url, { headers: bearer })).text())
  writeFileSync(path.join(generatedFolder, 'package.json'), '{ "type": "module" }')
  return generatedFolder
}

/** Runs a program of this project's packages. */
export async function runTool(file, args, cwd) {
  await run(process.execPath, [path.join(folder, 'node_modules', file), ...args], { cwd }).catch((error) => {
    throw new Error(`${file} failed: ${error.stdout}${error.stderr}`)
  })
}

/** Compiles `program.ts` in the strictest mode and runs it. @returns its output as JSON */
export async function compileAndRun(made, program) {
  writeFileSync(path.join(made, 'program.ts'), program)
  const options = [
    ...[
      '--strict',
      '--noUncheckedIndexedAccess',
      '--skipLibCheck',
      '--outDir',
      'out',
      '--rewriteRelativeImportExtensions',
    ],
    ...['--target', 'es2023', '--module', 'esnext', '--moduleResolution', 'bundler', '--types', 'node'],
  ]
  await runTool('typescript/bin/tsc', [...options, 'program.ts'], made)
  // Generators import their own files without an extension, which Node does not resolve.
  const bundle = path.join(made, 'out/program.bundle.mjs')
  await runTool(
    'esbuild/bin/esbuild',
    ['out/program.js', '--bundle', '--platform=node', '--format=esm', `--outfile=${bundle}`],
    made,
  )
  const { stdout } = await run(process.execPath, [bundle], {
    cwd: made,
    env: { ...process.env, APP_URL: appUrl, OPENAI_URL: openAi.baseURL, KEY: openAi.apiKey },
  })
  return JSON.parse(stdout)
}

/** The output of each program. */
export const EXPECTED = {
  answers: ['You said: one', 'You said: one | two'],
  chat: 'You said: one',
  response: 'completed',
  models: ['chatty'],
}
