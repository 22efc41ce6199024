import { textOf } from '../fields'
import type { Rule } from './rule'

/** Speech, images and transcripts. Their model is selected after the import. */
export const speech: Rule = {
  targets: { speech: 'text-to-speech' },
  status: 'partial',
  gate: ({ speech: id }) => `${id}.when`,
  leave: ({ speech: id }) => `${id}.audio`,
  values: ({ speech: id }) => ({ file: `${id}.audio` }),
  build: (ctx) => {
    ctx.configure('speech', { voice: textOf(ctx.data.voice).slice(0, 100) })
    ctx.feed(ctx.ref(ctx.data.text), `${ctx.ids.speech}.text`)
    ctx.note('media', textOf(ctx.data.model))
  },
}

export const image: Rule = {
  targets: { image: 'image-generation' },
  status: 'partial',
  gate: ({ image: id }) => `${id}.when`,
  leave: ({ image: id }) => `${id}.image`,
  values: ({ image: id }) => ({ file: `${id}.image` }),
  build: (ctx) => {
    ctx.configure('image', {})
    ctx.feed(ctx.ref(ctx.data.text), `${ctx.ids.image}.prompt`)
    ctx.note('media', textOf(ctx.data.model))
  },
}

export const transcript: Rule = {
  targets: { transcript: 'speech-to-text' },
  status: 'partial',
  gate: ({ transcript: id }) => `${id}.when`,
  leave: ({ transcript: id }) => `${id}.text`,
  values: ({ transcript: id }) => ({ text: `${id}.text` }),
  build: (ctx) => {
    ctx.configure('transcript', {})
    ctx.feed(ctx.ref(ctx.data.file), `${ctx.ids.transcript}.audio`)
    ctx.note('media', textOf(ctx.data.model))
  },
}
