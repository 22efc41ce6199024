export const exportCode = {
  action: 'Export as code',
  actionOf: 'Export version {number} as code',
  description:
    'A LangGraph.js project that runs without Patchbay. Keys and documents are not included. The README lists the differences.',
  download: 'Download ZIP',
  files: 'Project files',
  problems: 'Some nodes cannot be exported as code',
  problemsText: 'Replace or remove these nodes, publish the app again, and export the new version.',
  section: 'Export as code',
  sectionText: 'Download the live version as a small TypeScript project that you can run and change without Patchbay.',
  title: 'Version {number} as code',
} as const
