export const appFile = {
  tooLarge: 'An app file may be at most {megabytes} MB.',
  badArchive: 'This ZIP archive is damaged or has unsafe paths. Create it again.',
  archiveTooLarge: 'A ZIP archive may have at most {entries} files and {megabytes} MB unpacked.',
  notJson: 'This file is not JSON, or it was cut off: {reason}',
  graphTooLarge: 'A graph may be at most {megabytes} MB.',
  graphTooDeep: 'The graph is nested too deeply ({path}).',
  graphReservedKey: 'The key “{path}” is reserved. Rename it.',
  graphShape: 'A graph is an object with the lists “nodes” and “edges”.',
  graphTooManyNodes: 'A graph may have at most {max} nodes.',
  graphTooManyEdges: 'A graph may have at most {max} edges.',
  tooDeep: 'The file is nested too deeply.',
  reservedName: 'The file uses the reserved name “{name}”.',
  notApp:
    'This is not a Patchbay app, and not a flow of a builder that can be imported. Export it again as JSON or YAML.',
  newerVersion:
    'The file was created by a newer version of Patchbay (format {format}; this version reads up to {max}). Update Patchbay first.',
  damagedImport: 'This file of {name} is damaged or has an unknown format. Export the app there again, as DSL (YAML).',
  otherBuilder:
    'This is an app of {name}, whose graph cannot be imported. Start with a template and add your prompts. Pages and programs that use the app only need another address and key: see “Other tools” where the new app is published.',
  malformed: 'The file is not a valid app file. {issues}',
} as const
