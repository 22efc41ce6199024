export const knowledge = {
  nothingFound: 'Nothing in the documents fits this question.',
  tooUnsure: 'Nothing in the documents fits this question well enough: the best passage fits by {percent} %.',
  languageUnread:
    '{model} does not read this language, so only keyword search was used. Under Settings you can choose a multilingual model.',
  languageUnreadBuiltin:
    'The built-in embedding model does not read this language, so only keyword search was used. Under Settings you can choose a multilingual model.',
  vectorsMissing: 'The embedding model returned no vectors for some of the texts.',
  baseMissing: 'This knowledge base does not exist or was deleted.',
  searchModelUnreadable: "{step}: the model's answer could not be read.",
  searchModelMissing:
    '{step} requires a language model, but none is connected. Connect one under Models, or turn this off in the Retriever.',
  tooManyDimensions: 'No index can hold vectors with {dimensions} dimensions.',
  indexChanging: 'The index is being reorganized. Search again in a moment.',
  stepBaseMissing: 'The knowledge base of this step no longer exists. Choose another.',
  fieldMissing: 'The field “{name}” does not exist. Add it under Metadata first.',
  fieldValueInvalid: 'This value does not fit the field “{name}”, which is a {type}.',
  vectorCountWrong: 'The embedding model returned a different number of vectors than it received texts.',
  modelWithoutVector: 'This model returned no vector. Choose another model.',
  tooManyDimensionsOfModel:
    'This model returns {dimensions} dimensions per text, but at most {max} can be indexed. Choose another model.',
  indexInProgress: 'Another index of this knowledge base is being built. Wait for it, or cancel it.',
  metadataModelRequired: 'Reading metadata requires a language model. Connect one under Models.',
  fieldNotDefined: 'The field “{name}” does not exist. Add it first.',
  metadataInProgress: 'A model is already reading these documents. Wait for it, or cancel it.',
  otherDimensions:
    'This knowledge base contains vectors with {expected} dimensions, but its embedding model now returns {given}. Rebuild its index with the current model.',
  indexNotBuilding: 'This index is no longer being built. Reload the page.',
  indexNotKept: 'This index is no longer kept. Reload the page.',
  questionUnreadable: 'The model did not answer with a question. Try another model.',
  valuesUnreadable: 'The model did not answer with values. Try another model.',
  metadataFieldMissing: 'There is no metadata field “{name}”.',
  metadataValueInvalid: 'The value of “{name}” is not a valid {type}.',
  metadataInvalid: '{problems}',
  modelCallFailed: 'The model could not be called. Start again.',
  rebuildFailed: 'The rebuild failed. Continue it, or cancel it.',
} as const
