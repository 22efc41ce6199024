import { z } from 'zod'

const Message = z.looseObject({ role: z.string(), content: z.string() })
const Chat = z.looseObject({ messages: z.array(Message) })
const Qa = z.looseObject({ question: z.string(), answer: z.string(), context: z.string().nullish() })
const Labelled = z.looseObject({ text: z.string(), label: z.string() })

export interface TrainingMessage {
  role: string
  content: string
}

/** Converts an example of any kind to a training conversation; null if that is impossible. */
export function toChatExample(data: unknown): TrainingMessage[] | null {
  const chat = Chat.safeParse(data)
  if (chat.success) return chat.data.messages.map(({ role, content }) => ({ role, content }))
  const qa = Qa.safeParse(data)
  if (qa.success) {
    const { question, answer, context } = qa.data
    const prompt = context ? `${context}\n\n${question}` : question
    return [
      { role: 'user', content: prompt },
      { role: 'assistant', content: answer },
    ]
  }
  const labelled = Labelled.safeParse(data)
  if (!labelled.success) return null
  return [
    { role: 'user', content: labelled.data.text },
    { role: 'assistant', content: labelled.data.label },
  ]
}

/** A line of the uploaded file. */
export const toTrainingLine = (messages: readonly TrainingMessage[]): string => `${JSON.stringify({ messages })}\n`
