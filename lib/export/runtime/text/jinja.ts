import { Template } from '@huggingface/jinja'
import type { JsonObject } from '@/lib/core/json'

/** Fills a Jinja template. */
export function renderJinja(template: string, values: JsonObject): string {
  return new Template(template).render(values)
}
