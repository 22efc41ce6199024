import path from 'node:path'
import { buildSync } from 'esbuild'

const ROOT = path.join(import.meta.dirname, '../..')

/** The Jinja engine as the text of a script: it runs in the sandbox, where templates cannot reach the server. */
export function jinjaSource(header: string): Record<string, string> {
  const [bundle] = buildSync({
    stdin: { contents: "export { Template } from '@huggingface/jinja'", resolveDir: ROOT },
    bundle: true,
    minify: true,
    format: 'iife',
    globalName: 'Jinja',
    target: 'es2020',
    write: false,
    charset: 'utf8',
    legalComments: 'none',
  }).outputFiles
  const comment = '/** @huggingface/jinja (MIT), as one script that declares `Jinja`. */\n'
  const file = 'lib/nodes/template/jinja-source.gen.ts'
  return { [file]: `${header}${comment}export const jinjaSource = ${JSON.stringify(bundle?.text ?? '')}\n` }
}
