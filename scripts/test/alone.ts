/** Tests that replace modules or built-in objects, and would change them for the files after them. */
export const ALONE = [
  'lib/api/public/ai-sdk/ai-sdk.test.ts',
  'lib/api/public/shared/requests/read-upload.test.ts',
  'lib/providers/openai-compatible/non-streaming-answers.test.ts',
  // Once waited for its run until the end of its time, last in a worker that had run hundreds of files.
  'lib/api/public/run-cost.test.ts',
]
