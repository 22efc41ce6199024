import fc from 'fast-check'
import ts from 'typescript'
import { expect, test } from 'vitest'
import type { Graph } from '@/lib/graph/graph'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { literal } from './code/literal'
import { finishCode, textLiteral } from './code/text-literal'
import { exportApp } from './export-app'
import type { ExportFile, ExportSources } from './project'
import { runtimeSources } from './runtime.gen'

const known = new Set<string>(Object.values(runtimeSources))

/** The parse errors of the files written for this graph alone. */
function parseProblems(files: readonly ExportFile[]): string[] {
  return files
    .filter(({ path, content }) => /\.(?:ts|js)$/.test(path) && !known.has(content))
    .flatMap(({ path, content }) => {
      const { diagnostics = [] } = ts.transpileModule(content, {
        reportDiagnostics: true,
        fileName: path,
        compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext },
      })
      return diagnostics.map(({ messageText }) => `${path}: ${JSON.stringify(messageText)}\n${content}`)
    })
}

/** Arbitrary text mixed with attempts to break out of its context. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc
    .array(
      fc.constantFrom(
        '*/',
        '/*',
        '`',
        '${',
        '}',
        '\\',
        "'",
        '"',
        '\n',
        '\r\n',
        '\u2028',
        '</',
        '//',
        '{{',
        '}}',
        'x',
        '{{in.message}}',
        '\uE000',
        '\uE001',
        '\ud800',
        '\0',
        '__proto__',
        'class',
        '\u202e',
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('')),
)
const anyLabel = fc.oneof(
  anyText,
  fc.constantFrom('class', 'state', 'results', 'toText', 'constructor', 'Same', '日本', 'a b', 'aB'),
)

interface Texts {
  labels: string[]
  prompt: string
  name: string
  header: string
}

function graphOf({ labels, prompt, name, header }: Texts): Graph {
  const graph = chatApp(
    [
      { id: 'p', type: 'prompt', config: { messages: [{ role: 'user', content: `${prompt}{{in.message}}` }] } },
      { id: 'm', type: 'chat-model', config: { system: prompt } },
      {
        id: 'k',
        type: 'classifier',
        config: {
          classes: [
            { id: 'class', name: `${name}1`, examples: [`a${prompt}`] },
            { id: 'if', name: `${name}2`, examples: ['b'] },
          ],
        },
      },
      {
        id: 'c',
        type: 'condition',
        config: { cases: [{ id: 'new', conditions: [{ left: '{{value}}', operator: 'contains', right: prompt }] }] },
      },
      {
        id: 's',
        type: 'structured-output',
        config: { instructions: prompt, schema: { type: 'object', properties: { [`k${name}`]: { const: prompt } } } },
      },
      { id: 't', type: 'template', config: { text: `${prompt} {{class}}` } },
      {
        id: 'h',
        type: 'http',
        config: {
          url: 'https://example.com/{{x}}',
          headers: [{ name: 'a', value: header }],
          bodyKind: 'text',
          textBody: prompt,
        },
      },
      { id: 'n', type: 'note', config: { text: prompt } },
    ],
    [
      'in.message -> k.text',
      'k.class -> c.value',
      'c.new -> t.class',
      't.text -> s.prompt',
      'p.messages -> m.prompt',
      'in.message -> h.x',
      'm.text -> out.text',
      's.json -> out.data',
    ],
  )
  return {
    ...graph,
    nodes: graph.nodes.map((node, index) => ({ ...node, label: labels[index % labels.length] ?? '' })),
  }
}

const sources: ExportSources = {
  model: () => ({ provider: 'openai', model: 'm', connectionName: '*/ `$\u007bx}`\n', baseUrl: "https://x'y/" }),
  knowledgeBaseName: () => '../`',
  app: () => null,
  scriptProblem: () => null,
}

test('the project parses whatever the labels, prompts, names and values contain', () => {
  const texts = fc.record({
    labels: fc.array(anyLabel, { minLength: 1, maxLength: 10 }),
    prompt: anyText,
    name: anyText,
    header: anyText,
  })
  fc.assert(
    fc.property(texts, anyText, (sample, appName) => {
      const exported = exportApp(
        { appId: 'a', name: appName, description: sample.prompt, version: 1, graph: graphOf(sample) },
        sources,
      )
      // A text such as {{x.y}} is a dangling reference, which the compiler reports.
      if (!exported.ok) return expect(exported.problems.length).toBeGreaterThan(0)
      expect(parseProblems(exported.files)).toEqual([])
      expect(new Set(exported.files.map(({ path }) => path.toLowerCase())).size).toBe(exported.files.length)
      for (const { path } of exported.files) expect(path).toMatch(/^(?:[\w.-]+\/)*[\w.-]+$/)
      JSON.parse(exported.files.find(({ path }) => path === 'package.json')?.content ?? '')
    }),
    { numRuns: 40 },
  )
}, 120_000)

test('text survives a round trip through its literal', () => {
  fc.assert(
    fc.property(anyText, fc.json(), (text, json) => {
      const value = JSON.parse(json)
      expect(literalValue(finishCode(textLiteral(text)))).toBe(text)
      expect(literalValue(finishCode(literal(value)))).toEqual(value)
    }),
    { numRuns: 300 },
  )
})

/** The value of a literal, read by the compiler's parser without running code. */
function literalValue(code: string): unknown {
  const file = ts.createSourceFile('x.ts', `(${code})`, ts.ScriptTarget.ESNext)
  const [statement] = file.statements
  return statement && ts.isExpressionStatement(statement) ? read(statement.expression) : undefined
}

function read(node: ts.Node): unknown {
  if (ts.isParenthesizedExpression(node)) return read(node.expression)
  if (ts.isStringLiteralLike(node)) return node.text
  if (ts.isNumericLiteral(node)) return Number(node.text)
  if (ts.isPrefixUnaryExpression(node)) return -Number(read(node.operand))
  if (ts.isArrayLiteralExpression(node)) return node.elements.map(read)
  if (ts.isObjectLiteralExpression(node)) {
    return Object.fromEntries(
      node.properties.flatMap((property) => {
        if (!ts.isPropertyAssignment(property)) return []
        const { name } = property
        const key = ts.isComputedPropertyName(name)
          ? read(name.expression)
          : ts.isIdentifier(name)
            ? name.text
            : read(name)
        return [[String(key), read(property.initializer)]]
      }),
    )
  }
  const literals = new Map([
    [ts.SyntaxKind.TrueKeyword, true],
    [ts.SyntaxKind.FalseKeyword, false],
  ])
  return literals.get(node.kind) ?? null
}
