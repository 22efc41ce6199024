import 'server-only'

const text = { type: 'string' }
const count = { type: 'integer' }

/** All listed fields are required; OpenAI's responses have more, described in its own document. */
const object = (properties: object) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: true,
})
const list = (items: object) => ({ type: 'array', items })

/** The fields of OpenAI's responses that clients read. */
export const OPENAI_ANSWERS = {
  ChatCompletion: object({
    id: text,
    object: text,
    created: count,
    model: text,
    choices: list(
      object({
        index: count,
        message: object({ role: text, content: { type: ['string', 'null'] } }),
        finish_reason: { type: ['string', 'null'] },
      }),
    ),
    usage: object({ prompt_tokens: count, completion_tokens: count, total_tokens: count }),
  }),
  OpenAiResponse: object({
    id: text,
    object: text,
    created_at: count,
    model: text,
    status: text,
    output: list(object({ id: text, type: text })),
  }),
  ModelList: object({ object: text, data: list(object({ id: text, object: text, created: count, owned_by: text })) }),
}
