import { ENVIRONMENT_ROOT } from '@/lib/graph/environment/environment-variable'
import type { TemplateEncoding } from '@/lib/graph/manifest'
import type { PlanNode } from '@/lib/graph/plan'
import { connectionReference } from '@/lib/graph/templates/connection-reference'
import { parseTemplate, type ReferenceSegment } from '@/lib/graph/templates/references'
import { VARIABLES_ROOT } from '@/lib/graph/variables/declaration'
import type { AppModule } from './app-module'
import { literal } from './code/literal'
import { escapeTemplateText, textLiteral } from './code/text-literal'
import { findSource, sourceCode, stateCode } from './inputs-code'
import { NodeProblem } from './node-problem'
import type { RuntimeFile } from './runtime.gen'

export interface ReferenceScope {
  module: AppModule
  node: PlanNode
  /** Constants of the inputs by port id. */
  inputs: ReadonlyMap<string, string>
  lib(file: RuntimeFile, name: string): string
  /** Code that reads an environment variable. */
  env(name: string, help: string): string
}

/** A config text with its references resolved. */
export function templateCode(scope: ReferenceScope, text: string, encoding: TemplateEncoding = 'text'): string {
  const segments = parseTemplate(text)
  if (segments.every((segment) => segment.type === 'text')) return textLiteral(text)
  if (encoding === 'value') return typedCode(scope, text)
  const [only, ...others] = segments
  if (only?.type === 'reference' && others.length === 0 && encoding === 'text') return filledCode(scope, only, encoding)
  const parts = segments.map((segment) =>
    segment.type === 'text' ? escapeTemplateText(segment.text) : `\${${filledCode(scope, segment, encoding)}}`,
  )
  return `\`${parts.join('')}\``
}

/** The value of the only reference, or the filled text. */
function typedCode(scope: ReferenceScope, text: string): string {
  const isSingle = parseTemplate(text.trim()).length === 1
  return isSingle ? valueCode(scope, text) : templateCode(scope, text, 'text')
}

/** The variables of the app, also for nodes inside containers. */
export function variablesCode(module: AppModule): string {
  let up = 0
  for (let at = module; at.outer; at = at.outer.module) up += 1
  return `${stateCode(up)}.variables`
}

/** The single value that a text references, or the text itself. */
export function valueCode(scope: ReferenceScope, text: string): string {
  const [only, ...others] = parseTemplate(text.trim())
  if (only?.type !== 'reference' || others.length > 0) return literal(readJson(text))
  const { code, isSure } = referenceCode(scope, only)
  return isSure ? code : `${code} ?? null`
}

function filledCode(scope: ReferenceScope, segment: ReferenceSegment, encoding: TemplateEncoding): string {
  const { code, isText } = referenceCode(scope, segment)
  if (encoding === 'inserted') return `${scope.lib('inserted-value', 'insertedValue')}(${code})`
  if (encoding === 'json') return `JSON.stringify(${code} ?? null)`
  if (encoding === 'uri') return `${scope.lib('http', 'encodeValue')}(${code})`
  return isText ? code : `${scope.lib('values', 'toText')}(${code})`
}

function referenceCode(scope: ReferenceScope, { path, raw }: ReferenceSegment) {
  const { module, node, inputs, lib } = scope
  const credential = connectionReference(path, node.config)
  if (credential) {
    const { name, field } = credential
    const code = scope.env(`${name}_${field}`, `The field “${field}” of the connection “${name}”.`)
    return { code, isSure: true, isText: true }
  }
  const [first = '', port, ...rest] = path
  if (port === undefined) {
    const isSure = inputs.has(first) && node.inputs.some((input) => input.port.id === first && input.port.required)
    return { code: inputs.get(first) ?? 'undefined', isSure, isText: isSure && isTextInput(module, node, first) }
  }
  const source = findSource(module, first, port)
  if (!source && first === VARIABLES_ROOT) {
    const code = `${variablesCode(module)}.valueOf(${textLiteral(port)})`
    const part = rest.length === 0 ? code : `${lib('values', 'pick')}(${[code, ...rest.map(textLiteral)].join(', ')})`
    return { code: part, isSure: rest.length === 0, isText: false }
  }
  if (!source && first === ENVIRONMENT_ROOT) {
    const code = scope.env(port, `The environment variable “${port}” of the app.`)
    const part = rest.length === 0 ? code : `${lib('values', 'pick')}(${[code, ...rest.map(textLiteral)].join(', ')})`
    return { code: part, isSure: rest.length === 0, isText: rest.length === 0 }
  }
  if (!source) throw new NodeProblem(`${raw} does not refer to a step.`)
  const { code } = sourceCode(module, source)
  const part = rest.length === 0 ? code : `${lib('values', 'pick')}(${[code, ...rest.map(textLiteral)].join(', ')})`
  return { code: part, isSure: false, isText: false }
}

/** Whether only text can arrive, though the port accepts anything. Tool arguments for such a port are texts. */
function isTextInput(module: AppModule, node: PlanNode, port: string): boolean {
  const input = node.inputs.find((item) => item.port.id === port)
  if (!input || input.port.many || input.port.list) return false
  if (input.port.kind === 'text') return true
  const values = input.sources.map((source) => sourceCode(module, source))
  return values.length > 0 && values.every(({ kind, isList }) => kind === 'text' && !isList)
}

/** Typed input is text, unless it also parses as JSON. */
function readJson(text: string) {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
