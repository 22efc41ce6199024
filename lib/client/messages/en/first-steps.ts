export const firstSteps = {
  app: 'Build an app',
  appText: 'Start from a template, or draw your own on the canvas.',
  dismiss: 'Dismiss first steps',
  documents: 'Add documents',
  documentsText: 'Create a knowledge base and upload files for your apps to answer from.',
  done: 'Done',
  model: 'Connect a model',
  modelText: 'Add a provider’s key, or use a model server on this computer.',
  progress: '{done} of {total} done',
  publish: 'Publish it',
  publishText: 'Get a chat page, a widget and an API for your app.',
  title: 'First steps',
} as const
