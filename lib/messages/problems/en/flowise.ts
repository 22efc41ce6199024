export const flowise = {
  chatIdGuessable: 'Without an API key, chatId must end with a UUID, so that it cannot be guessed.',
  recordingWithQuestion: 'Send either a recording or a question, not both.',
  noSpeechToText: 'This app does not accept recordings: it has no Speech to text node.',
  nothingHeard: 'No speech was recognized in the recording. Record it again, or type the question.',
  notForm: 'This app takes a question, not a form.',
  notQuestion: 'This app takes a form with these fields: {fields}.',
  noTextToSpeech: 'This app cannot read answers aloud: it has no Text to speech node.',
  filesFieldExpected: 'Send files in the field "files".',
  nothingToResume:
    'No pending request in this chat takes this answer. It was answered or stopped, or members of the workspace answer it in the Patchbay inbox.',
  humanInputAlone: 'humanInput cannot be combined with form, uploads or vars. Remove them.',
  noUpsert:
    "Clients cannot change an app's knowledge: its documents are managed in the studio under Knowledge. Send a document for one chat with a question, in uploads.",
  noWebhook: 'A webhook of an app has its own address, shown in the studio under Automations.',
  noMcp: 'The MCP server of an app is at /mcp/apps/ followed by the app’s address.',
} as const
