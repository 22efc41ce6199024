import type { TemplateView } from '@/lib/contracts/apps'
import type { Json, JsonObject } from '@/lib/core/json'
import type { Graph } from '@/lib/graph/graph'
import { callerFields } from '../write/input-fields'

export interface TemplateCase {
  template: string
  inputs: JsonObject
  /** The classification of the message in Patchbay. */
  className?: string
}

const INVOICE = {
  vendor: 'Acme',
  date: '2026-11-01',
  currency: 'EUR',
  lineItems: [{ description: 'Bolts', amount: 12.5 }],
  total: 12.5,
}

/** Each branch of templates that have some. */
const CASES: readonly TemplateCase[] = [
  {
    template: 'chat-with-documents',
    inputs: { message: 'What does the red light mean?', history: [{ role: 'user', content: 'Hello' }] },
  },
  { template: 'website-assistant', inputs: { message: 'Good morning' }, className: 'Greeting' },
  { template: 'website-assistant', inputs: { message: 'Thank you' }, className: 'Thanks' },
  { template: 'website-assistant', inputs: { message: 'Is there a free trial?' }, className: 'Question' },
  { template: 'support-triage', inputs: { message: 'I was charged twice' }, className: 'Billing' },
  { template: 'support-triage', inputs: { message: 'I want to speak to a human' }, className: 'Complaint' },
  { template: 'support-triage', inputs: { message: 'How often should I clean it?' }, className: 'Question' },
  {
    template: 'research-agent',
    inputs: { message: 'Please use tool Search_documents with {"query":"clean the filter"} and tell me.' },
  },
  { template: 'invoice-to-json', inputs: { invoice: `Acme, bolts. answer exactly ${JSON.stringify(INVOICE)}` } },
  { template: 'invoice-to-json', inputs: { invoice: 'Nothing that fits' } },
  { template: 'compare-two-models', inputs: { message: 'Hi' } },
  { template: 'summarise-many', inputs: { texts: 'One.\n---\nTwo.\n---\n\nThree.' } },
]

/** Every template at least once; those without a case of their own with inputs derived from their start. */
export function templateCases(templates: readonly TemplateView[]): TemplateCase[] {
  const others = templates.filter(({ id }) => !CASES.some(({ template }) => template === id))
  return [...CASES, ...others.map(({ id, graph }) => ({ template: id, inputs: sampleInputs(graph) }))]
}

function sampleInputs(graph: Graph): JsonObject {
  const samples: Record<string, Json> = { number: 1, boolean: true, json: ['One.', 'Two.'] }
  return Object.fromEntries(callerFields(graph).map(({ name, kind }) => [name, samples[kind] ?? 'Hello'] as const))
}
