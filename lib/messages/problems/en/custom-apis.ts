export const customApis = {
  notObject: 'This is not an OpenAPI document. Paste the JSON or YAML of the document, not a page about it.',
  notOpenApi:
    'This is not an OpenAPI document that Patchbay can read. Supported are Swagger 2.0 and OpenAPI 3.0 and 3.1.',
  notJson: 'This is not valid JSON: {reason}',
  notYaml: 'This is neither valid JSON nor valid YAML: {reason}',
  tooManyAliases: 'This YAML expands more than {max} aliases. Export the document as JSON.',
  tooDeep: 'This document is nested more than {max} levels deep.',
  tooManyValues: 'This document has too many values. Import a part of it.',
  tooManyOperations: 'This document has more than {max, number} operations. Import a part of it.',
  noOperations: 'This document has no operations.',
  tooMuchMemory: 'Reading this document takes more than {megabytes} MB of memory. Import a part of it.',
  tooSlow: 'Reading this document takes too long. Export it as JSON, or import a part of it.',
  tooLarge: 'This document is larger than {megabytes} MB.',
  notLoaded: '{host} responded with status {status}. Open the address in a browser, and paste the document instead.',
  serverInvalid: 'Enter the address of the API, such as https://api.example.com/v1.',
  operationsMissing: 'The document does not have these operations, or they cannot be imported: {operations}',
  documentExpired: 'This import has expired. Import the document again.',
  nameTaken: 'An API with the name “{name}” already exists. Choose another name, or update that API.',
  inUse:
    '{count, plural, one {# app uses} other {# apps use}} “{name}”. Its steps fail once the API is deleted. Confirm to delete it.',
  ownerReads: 'Only owners can mark an operation as reading that does not use GET.',
  changedMeanwhile: 'This API changed meanwhile. Reload the page and repeat the import.',
} as const
