export const routes = {
  modelUnknown: '“{model}” is not a model of a connection in this workspace.',
  modelTwice: 'A model can be added only once.',
  otherUse: '“{model}” is not the same kind of model as the others of this route.',
  differentEmbedders:
    '“{first}” and “{second}” are different models, so their vectors cannot be compared. A route for embeddings holds one model at several connections.',
  nameTaken: 'A route named “{name}” already exists. Choose another name.',
} as const
