export const canvasFiles = {
  drop: 'Drop an app file or documents',
  title: 'What do you want to do with these files?',
  what: '{names}. Documents cannot be placed on the canvas directly.',
  toKnowledge: 'Add to a knowledge base',
  toKnowledgeHint: 'Nodes that search this knowledge base can use the documents in every run.',
  base: 'Knowledge base',
  newBase: 'New knowledge base',
  used: 'searched by this app',
  add: '{count, plural, one {Add # document} other {Add # documents}}',
  added: '{count, plural, one {Adding # document to “{name}”} other {Adding # documents to “{name}”}}',
  toRun: 'Use in a run',
  toRunHint: 'This app accepts files. Attach the file to a message or select it in the run form.',
  nothing:
    'This file type is not supported here. Drop an app file (.patchbay.json), copied nodes, or documents such as {types}.',
} as const
