export const canvasFiles = {
  drop: 'Drop an app’s file or documents',
  title: 'What to do with these files',
  what: '{names}. A drawing holds no documents of its own.',
  toKnowledge: 'Add to a knowledge base',
  toKnowledgeHint: 'Nodes that search it find what is in the documents, in every run.',
  base: 'Knowledge base',
  newBase: 'A new knowledge base',
  used: 'searched by this app',
  add: { one: 'Add {count} document', other: 'Add {count} documents' },
  added: {
    one: '{count} document is on its way into “{name}”',
    other: '{count} documents are on their way into “{name}”',
  },
  toRun: 'Give it to a run',
  toRunHint: 'This app takes files: attach it to the message, or choose it in the form, of one run.',
  nothing:
    'Nothing can be done with files of this type here. A canvas takes apps (.patchbay.json), copied nodes, and documents such as {types}.',
} as const
