import 'server-only'
import { z } from 'zod'

const Failure = z.object({ errors: z.array(z.object({ text: z.string() })).min(1) })

/** The error in the body of a JavaScript function; null for none. The code is parsed, never run. */
export async function findScriptProblem(code: string): Promise<string | null> {
  const { transform } = await import('esbuild')
  // Embeds the code in a function in two ways: a text that closes the function early fits at most one of them.
  for (const source of [
    `export default async function (input) {\n${code}\n}`,
    `export default [async (input) => {\n${code}\n}]`,
  ]) {
    try {
      await transform(source, { loader: 'js', format: 'esm', logLevel: 'silent' })
    } catch (error) {
      const failure = Failure.safeParse(error)
      return failure.success ? (failure.data.errors[0]?.text ?? 'it cannot be read') : 'it cannot be read'
    }
  }
  return /<!--|^\s*-->/m.test(code) ? 'comments of HTML are not allowed in modules' : null
}
