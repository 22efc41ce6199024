import { findPackages } from '@/lib/nodes/shared/python/find-packages'
import { listOf, objectOf, portName, textOf } from '../fields'
import type { Data, Rule } from './rule'

/**
 * Python that defines `main`: `inputs: [{ name, value: selector }]` or the variables of Dify, and fixed texts in `literals`.
 * With `isWrapped`, main takes one object with all of them as `params`, and may be asynchronous.
 */
export const python: Rule = {
  targets: { code: 'code' },
  status: 'equivalent',
  gate: ({ code }) => `${code}.when`,
  tool: ({ code }) => `${code}.tool`,
  leave: ({ code }) => `${code}.result`,
  values: ({ code }, data) => ({
    ...Object.fromEntries(Object.keys(objectOf(data.outputs)).map((key) => [key, `${code}.result.${key}`])),
    result: Object.hasOwn(objectOf(data.outputs), 'result') ? `${code}.result.result` : `${code}.result`,
  }),
  build: (ctx) => {
    const inputs = inputsOf(ctx.data)
    ctx.configure('code', {
      language: 'python',
      inputs: inputs.map(({ port }) => ({ name: port, kind: 'any', required: false })),
      python: `${textOf(ctx.data.code).trimEnd()}\n${adapter(ctx.data, inputs)}`,
      toolDescription: textOf(ctx.data.toolDescription).slice(0, 1_000),
    })
    for (const { port, selector } of inputs) ctx.feed(ctx.ref(selector), `${ctx.ids.code}.${port}`)
  },
}

/** Whether code runs with the standard library alone. */
export const isStandardPython = (code: unknown): boolean => findPackages(textOf(code)).length === 0

type Input = ReturnType<typeof inputsOf>[number]

function inputsOf({ inputs, variables }: Data) {
  return listOf(inputs ?? variables).map((item, index) => {
    const { name, variable, value, value_selector } = objectOf(item)
    const key = textOf(name ?? variable)
    const isName = /^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(key)
    return {
      key,
      port: isName ? key : `v${index + 1}_${portName(key, 'input').replaceAll('-', '_')}`,
      selector: value ?? value_selector,
    }
  })
}

/** Code that calls `main` as the file expects it; empty if Patchbay calls it in the same way. */
function adapter({ isWrapped, literals }: Data, inputs: readonly Input[]): string {
  const fixed = Object.entries(objectOf(literals))
  if (isWrapped !== true && fixed.length === 0 && inputs.every(({ key, port }) => key === port)) return ''
  const lines = [
    ...fixed.map(([key, text]) => `${JSON.stringify(key)}: ${JSON.stringify(textOf(text))}`),
    ...inputs.map(({ key, port }) => `${JSON.stringify(key)}: ${port}`),
  ]
  const values = `{${lines.join(', ')}}`
  const names = inputs.map(({ port }) => port).join(', ')
  return `\n\n_main = main\n\n\ndef main(${names}):\n${isWrapped === true ? wrapped(values) : `    return _main(**${values})`}\n`
}

const wrapped = (values: string): string => `    class Args:
        params = ${values}

    result = _main(Args())
    if not hasattr(result, "send"):
        return result
    try:
        result.send(None)
    except StopIteration as done:
        return done.value
    raise RuntimeError("main waits for something that never comes")`
