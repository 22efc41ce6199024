import { AppError } from '@/lib/core/app-error'
import type { Json, JsonObject } from '@/lib/core/json'
import { ENVIRONMENT_ROOT, environmentKey } from '@/lib/graph/environment/environment-variable'
import type { TemplateEncoding } from '@/lib/graph/manifest'
import type { PlanNode } from '@/lib/graph/plan'
import { connectionReference } from '@/lib/graph/templates/connection-reference'
import {
  lookupPath,
  missingReference,
  parseTemplate,
  type ReferenceSegment,
  renderTemplate,
  type TemplateSegment,
} from '@/lib/graph/templates/references'
import { listTemplateStrings, mapTemplateStrings } from '@/lib/graph/templates/template-fields'
import { VARIABLES_ROOT } from '@/lib/graph/variables/declaration'
import { problem } from '@/lib/messages/problems/problem'
import { connectionMarker } from '../connection-markers'
import type { Frame } from '../frames/frame'

const MAX_RENDERED_CHARACTERS = 4_000_000

interface RenderContext {
  /** Frame of the node. */
  frame: Frame
  inputs: JsonObject
}

/** Cached because plans run repeatedly with the same texts. */
const parsed = new WeakMap<PlanNode, Map<string, TemplateSegment[]>>()

function segmentsOf(node: PlanNode, text: string): TemplateSegment[] {
  const segmentsByText = parsed.get(node) ?? new Map<string, TemplateSegment[]>()
  const segments = segmentsByText.get(text) ?? parseTemplate(text)
  segmentsByText.set(text, segments)
  parsed.set(node, segmentsByText)
  return segments
}

const plain = new WeakMap<PlanNode, boolean>()

/** Most texts contain no references, and then nothing needs to be copied. */
function isPlain(node: PlanNode): boolean {
  const cached = plain.get(node)
  if (cached !== undefined) return cached
  const hasNoReferences = listTemplateStrings(node.config, node.templates).every(
    ({ text, encoding }) => encoding !== 'value' && !text.includes('{{'),
  )
  plain.set(node, hasNoReferences)
  return hasNoReferences
}

/** The node's config with all references replaced. @throws REFERENCE_MISSING for a path without a value. */
export function renderConfig(node: PlanNode, context: RenderContext): JsonObject {
  if (isPlain(node)) return node.config
  let characters = 0
  return mapTemplateStrings(node.config, node.templates, ({ text, encoding }) => {
    const rendered = renderTemplate(
      segmentsOf(node, text),
      (reference) => markerOf(reference, node, encoding) ?? lookup(reference, context),
      encoding,
      // Owners set environment variables, so one may be the host or several parts of an address.
      (reference) => encoding === 'uri' && isOfEnvironment(reference, context),
    )
    characters += rendered.length
    if (characters > MAX_RENDERED_CHARACTERS) {
      throw new AppError('LIMIT_EXCEEDED', problem('engine.textsTooLarge', { label: node.label }))
    }
    return rendered
  })
}

/** The marker of a credential, whose value the port inserts; null for an ordinary reference. */
function markerOf({ path }: ReferenceSegment, { config }: PlanNode, encoding: TemplateEncoding): string | null {
  if (path[0] !== 'connection') return null
  const found = connectionReference(path, config)
  return found && connectionMarker({ encoding, name: found.name, field: found.field })
}

function lookup(reference: ReferenceSegment, { frame, inputs }: RenderContext): Json | undefined {
  const [name = '', port, ...rest] = reference.path
  if (port === undefined) return Object.hasOwn(inputs, name) ? inputs[name] : undefined
  const node = frame.find(name) ?? environmentOf(frame, reference) ?? variablesOf(frame, reference)
  const value = node.valueAt(port)
  if (value === undefined) return undefined
  // A null exists but is empty, so it reads as empty.
  const found = lookupPath(value, rest)
  return found === undefined ? raiseMissing(reference, node.label) : found
}

/** Read when the step starts, so that it sees the changes of all steps before it. */
function variablesOf({ scope }: Frame, reference: ReferenceSegment): NonNullable<ReturnType<Frame['find']>> {
  const [name = '', variable = ''] = reference.path
  if (name !== VARIABLES_ROOT) return raiseMissing(reference, name)
  return { label: variable, valueAt: (port) => scope.variables.valueOf(port) }
}

function isOfEnvironment({ path: [root = ''] }: ReferenceSegment, { frame }: RenderContext): boolean {
  return root === ENVIRONMENT_ROOT && !frame.find(root)
}

/** Null if the reference names no environment variable. @throws REFERENCE_MISSING for one without a value */
function environmentOf({ scope }: Frame, { path }: ReferenceSegment): ReturnType<typeof variablesOf> | null {
  const [root, name = ''] = path
  if (root !== ENVIRONMENT_ROOT) return null
  const value = scope.variables.valueOf(environmentKey(name))
  if (value === undefined) throw new AppError('REFERENCE_MISSING', problem('variables.environmentMissing', { name }))
  return { label: name, valueAt: () => value }
}

function raiseMissing(reference: ReferenceSegment, label: string): never {
  throw missingReference(reference, label)
}
