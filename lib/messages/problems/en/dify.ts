export const dify = {
  notChat: 'This app takes named inputs, not a chat message. Call /v1/workflows/run instead.',
  keyNotForOneApp:
    'Dify clients do not name an app, so the API key must belong to exactly one published app. Create such a key.',
  voiceNotSupported: 'The app chooses its own voice. Remove the parameter voice.',
  textToAudioDisabled: 'Text to audio is not enabled: this app has no Text to speech node.',
  nameMissing: 'Send a name, or set auto_generate.',
  userMissing: 'The parameter user is missing. It identifies the end user.',
  formAnswered: 'This form has already been answered.',
  notWorkflow: 'This app is a chat. Call /v1/chat-messages instead.',
} as const
