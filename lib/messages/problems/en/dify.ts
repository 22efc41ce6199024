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
  noCompletion:
    "Completion apps do not exist here; form apps replace them. Call /v1/workflows/run with the app's inputs.",
  noAnnotations:
    'Annotations are not supported. Put fixed answers into a document of the app, in the studio under Knowledge.',
  liveVersionOnly: 'Only the live version can be run: call /v1/workflows/run. Other environments have their own keys.',
  noFeedbackList:
    'Ratings of all users are not listed here: see the runs in the studio. Ratings of one user are part of their messages: call /v1/messages.',
  noEndUsers: 'Only the names of end users are stored. Find their data by user, in /v1/conversations and /v1/messages.',
  noVariables: 'Conversations have no variables. Send what the app needs with each message, in inputs.',
  noWorkspace:
    'The key of an app gives no access to the workspace: models are connected in the studio, under Connections.',
  noDatasets:
    'The key of an app cannot change its knowledge: documents are managed in the studio under Knowledge, where sources sync them too.',
} as const
