import { globSync, readFileSync } from 'node:fs'
import ts from 'typescript'
import { expect, test } from 'vitest'

/** People read these properties, so their texts belong in the catalog. */
const READ_ALOUD =
  /^(?:aria-label|aria-description|aria-roledescription|title|placeholder|label|alt|hint|description|text|help|heading|caption|empty|searchLabel)$/
/** Names, paths and examples of values: the same in every language. */
const SAME_EVERYWHERE = new Set([
  ...[
    'Patchbay',
    'models/',
    'esc',
    'README.md',
    'Markdown',
    'CC-BY-4.0',
    '{value}/*',
    'https://',
    'https://example.com',
  ],
  ...['CRM_TOKEN', 'api.example.com', 'auto', 'mail-triage'],
])

test('texts come from the catalog and are looked up during rendering, when the language is known', () => {
  const files = globSync('{components,app}/**/*.{ts,tsx}').filter(
    (file) => !/\.test\.|\.dev\.|^components\/(?:chat-widget|gallery)\//.test(file),
  )
  expect(files.length).toBeGreaterThan(500)
  expect(files.flatMap(faultsOf)).toEqual([])
})

function faultsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false, kind)
  const found: string[] = []
  const visit = (node: ts.Node, isInFunction: boolean): void => {
    const fault = bareText(node, source) ?? (isInFunction ? null : earlyText(node))
    if (fault !== null) found.push(`${file}:${lineOf(node, source)} ${fault}`)
    ts.forEachChild(node, (child) => visit(child, isInFunction || ts.isFunctionLike(node)))
  }
  visit(source, false)
  return found
}

/** English words in the markup itself. */
function bareText(node: ts.Node, source: ts.SourceFile): string | null {
  if (ts.isJsxText(node)) return hasWords(node.text) ? `has “${node.text.trim()}” of its own` : null
  if (!ts.isJsxAttribute(node) || !node.initializer || !ts.isStringLiteral(node.initializer)) return null
  const name = node.name.getText(source)
  return READ_ALOUD.test(name) && hasWords(node.initializer.text) ? `has ${name} “${node.initializer.text}”` : null
}

/** Looks up a text when the file is loaded. */
function earlyText(node: ts.Node): string | null {
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return null
  const [key] = node.arguments
  if (!/^(?:t|say|format[A-Z]\w*)$/.test(node.expression.text)) return null
  return `calls ${node.expression.text}(${key && ts.isStringLiteral(key) ? key.text : '…'}) too early`
}

function hasWords(text: string): boolean {
  return /[A-Za-z]{2,}/.test(text) && !SAME_EVERYWHERE.has(text.trim())
}

const lineOf = (node: ts.Node, source: ts.SourceFile): number =>
  source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1
