/** Plugin ids of imported APIs. No folder of lib/plugins has this prefix. */
export const API_PREFIX = 'api-'
/** Plugin ids of saved MCP servers: the prefix and the server's id. */
const MCP_PREFIX = 'mcp-'

/** Whether the workspace defines the plugin: an imported API, or an MCP server with its selected tools. */
export const isApiPlugin = (plugin: string): boolean => plugin.startsWith(API_PREFIX) || serverOfPlugin(plugin) !== null

export const pluginOfServer = (serverId: string): string => `${MCP_PREFIX}${serverId}`

/** The id of the MCP server whose tools are the actions of this plugin; null for another plugin. */
export const serverOfPlugin = (plugin: string): string | null =>
  plugin.startsWith(MCP_PREFIX) ? plugin.slice(MCP_PREFIX.length) : null
