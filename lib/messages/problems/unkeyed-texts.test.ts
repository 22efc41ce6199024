import { globSync, readFileSync } from 'node:fs'
import ts from 'typescript'
import { expect, test } from 'vitest'

/** Properties with texts that people read. */
const SHOWN = new Set(['reason', 'message', 'error'])

/** Files in which such a property is not shown or is translated elsewhere. Add none without a reason. */
const EXCEPTIONS: readonly [path: RegExp, reason: string][] = [
  [/^lib\/plugins\/[^/]+\/(?:actions\/)?[^/]+\.ts$/, 'manifest texts; zh-CN.ts of the plugin translates them'],
  [/^lib\/nodes\/shared\/guards\/(?:find-injection|injection-patterns)\.ts$/, 'shared with exported projects'],
  [/^lib\/nodes\/agent\/(?:call-tools|request-approval)\.ts$/, 'addressed to the model, or the content of a question'],
  [/^lib\/nodes\/shared\/actions\/ask-for-server\.ts$/, 'the content of a question'],
  [/^lib\/templates\//, 'content of sample apps'],
  [/^lib\/sandbox\/(?:evaluate|run-worker|runner-process)\.ts$/, 'a process without texts; its host gives them keys'],
  [/^lib\/api\/public\/(?:oauth|flowise|ai-sdk)\//, 'fixed by the protocol of another product'],
  [/^lib\/services\/integrations\/oauth\/browser-sign-in\.ts$/, 'for the log'],
  [/^lib\/engine\/run\/run\.ts$/, 'for the log'],
  [/^lib\/platform\/env\.ts$/, 'errors of the configuration, for the log'],
  [/^lib\/api\/server\/own-port\.ts$/, 'the parameter of a text'],
  [/^lib\/providers\/wires\/openai\/openai-model-list\.ts$/, 'an issue that the caller discards'],
  [/^lib\/graph\/schema\/schema-problems\.ts$/, 'a problem of an answer, addressed to the model that gave it'],
  [/^lib\/core\/(?:json|short-issue)\.ts$/, 'messages of zod for the log'],
]

const sources = globSync('lib/**/*.ts').filter(
  (file) =>
    !/\.test\.ts$|\/testing\/|__fixtures__|\.gen\.ts$|\/zh-CN|^lib\/(?:messages|client\/messages|export)\//.test(file),
)

/** The literals of an expression that read as a sentence or a part of one. */
function textsIn(expression: ts.Expression): string[] {
  if (ts.isParenthesizedExpression(expression) || ts.isAsExpression(expression)) return textsIn(expression.expression)
  if (ts.isConditionalExpression(expression)) return [...textsIn(expression.whenTrue), ...textsIn(expression.whenFalse)]
  if (ts.isBinaryExpression(expression)) return [...textsIn(expression.left), ...textsIn(expression.right)]
  const isText = ts.isStringLiteralLike(expression) || ts.isTemplateExpression(expression)
  return isText && /[a-z]{2,} [a-z]/i.test(expression.getText()) ? [expression.getText()] : []
}

function unkeyedTexts(file: string, text: string): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name) && SHOWN.has(node.name.text))
      found.push(...textsIn(node.initializer).map((literal) => `${file}: ${literal}`))
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

const found = sources.flatMap((file) => unkeyedTexts(file, readFileSync(file, 'utf8')))
const fileOf = (line: string) => line.slice(0, line.indexOf(': '))

test('reasons, messages and errors have keys instead of English texts', () => {
  expect(found.filter((line) => !EXCEPTIONS.some(([path]) => path.test(fileOf(line))))).toEqual([])
})

test('has no unused exceptions', () => {
  expect(EXCEPTIONS.filter(([path]) => !found.some((line) => path.test(fileOf(line))))).toEqual([])
})

test.each([
  "({ reason: 'The model was retired.' })",
  '({ message: `Version ${number} was trained.` })',
  "({ error: isOver ? null : 'The run ended.' })",
  "({ reason: text ?? 'No data.' })",
])('finds the text of %s', (code) => {
  expect(unkeyedTexts('sample.ts', code)).toHaveLength(1)
})

test.each(["({ reason: problem('checks.noLabel') })", "({ reason: 'timeout' })", '({ message: cause.message })'])(
  'accepts %s',
  (code) => {
    expect(unkeyedTexts('sample.ts', code)).toEqual([])
  },
)
