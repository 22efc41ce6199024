/** Tests that replace modules or built-in objects, and would change them for the files after them. */
export const ALONE = [
  'lib/api/public/ai-sdk/ai-sdk.test.ts',
  'lib/api/public/shared/requests/read-upload.test.ts',
  'lib/providers/openai-compatible/non-streaming-answers.test.ts',
]
