export const exportCode = {
  action: 'Export as code',
  actionOf: 'Export version {number} as code',
  description:
    'A LangGraph.js project that runs without Patchbay. Keys and documents stay here; the README says what differs.',
  download: 'Download ZIP',
  files: 'Files of the project',
  problems: 'Some nodes cannot be written as code',
  problemsText: 'Replace or remove these nodes, publish again, and export that version.',
  section: 'As code of your own',
  sectionText: 'The live version as a small TypeScript project, to run and change without Patchbay.',
  title: 'Version {number} as code',
} as const
