import type { JsonObject } from '@/lib/core/json'
import type { Template } from '@/lib/templates/template'

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

/** Actions have no connection, and media steps no model, until a person selects one. */
const WITHOUT_EXPORT = ['action', 'toolbox', 'speech-to-text', 'text-to-speech', 'image-generation']
/**
 * The tools of the first are on a server that does not exist. In the others the answers of the fake model fail an item
 * of a Map, which stops the other items at any moment.
 */
const WITHOUT_RUN = ['mcp-agent', 'answer-evaluator', 'code-review', 'content-writer', 'cv-screening']

export const exportable = (templates: readonly Template[]): Template[] =>
  templates.filter(({ graph }) => !graph.nodes.some(({ type }) => WITHOUT_EXPORT.includes(type)))

/** Every template at least once; those without a case of their own with their sample. */
export function templateCases(templates: readonly Template[]): TemplateCase[] {
  const others = templates.filter(
    ({ id }) => !WITHOUT_RUN.includes(id) && !CASES.some(({ template }) => template === id),
  )
  return [...CASES, ...others.map(({ id, samples }) => ({ template: id, inputs: samples.en.inputs }))]
}
