export const plugins = {
  connectionMissing: 'The connection of this step does not exist. Select one in the settings of the step.',
  hostFieldInvalid: 'The field “{name}” of the connection is not part of a host name. Correct it in the connection.',
} as const
