import 'server-only'
import * as channelsContract from '@/lib/contracts/channels'
import * as apisContract from '@/lib/contracts/custom-apis/custom-apis'
import * as documentsContract from '@/lib/contracts/custom-apis/documents'
import * as pluginsContract from '@/lib/contracts/custom-apis/plugins'
import * as connectionsContract from '@/lib/contracts/integrations/connections'
import * as endUserContract from '@/lib/contracts/integrations/end-user-sign-in'
import * as registryContract from '@/lib/contracts/integrations/mcp-registry'
import * as mcpContract from '@/lib/contracts/integrations/mcp-servers'
import * as signInContract from '@/lib/contracts/integrations/sign-in'
import * as channels from '@/lib/services/channels/channels'
import * as apis from '@/lib/services/custom-apis/custom-apis'
import * as documents from '@/lib/services/custom-apis/documents'
import * as plugins from '@/lib/services/custom-apis/plugins'
import * as connections from '@/lib/services/integrations/connections'
import { deliverSignIn } from '@/lib/services/integrations/end-users/deliver-sign-in'
import { signInMcpServer } from '@/lib/services/integrations/mcp/oauth/sign-in'
import { refreshMcpServer } from '@/lib/services/integrations/mcp/refresh-server'
import { addRegistryServer } from '@/lib/services/integrations/mcp/registry/add-registry-server'
import { searchMcpRegistry } from '@/lib/services/integrations/mcp/registry/search-registry'
import { selectMcpTools } from '@/lib/services/integrations/mcp/select-tools'
import * as mcpServers from '@/lib/services/integrations/mcp/servers'
import { tryMcpTool } from '@/lib/services/integrations/mcp/try-tool'
import * as signIn from '@/lib/services/integrations/oauth/sign-in'
import { route } from './studio-route'

/** Connections to services that steps and tools call, imported APIs and MCP servers. */
export const integrationsRoutes = [
  route(connectionsContract.listIntegrationConnections, connections.listIntegrationConnections),
  route(connectionsContract.createIntegrationConnection, connections.createIntegrationConnection),
  route(connectionsContract.updateIntegrationConnection, connections.updateIntegrationConnection),
  route(connectionsContract.testIntegrationConnection, connections.testIntegrationConnection),
  route(connectionsContract.listIntegrationConnectionUses, connections.listIntegrationConnectionUses),
  route(connectionsContract.deleteIntegrationConnection, connections.deleteIntegrationConnection),
  route(signInContract.startSignIn, signIn.startSignIn),
  route(signInContract.finishSignIn, signIn.finishSignIn),
  route(signInContract.pollSignIn, signIn.pollSignIn),
  route(signInContract.confirmSignIn, signIn.confirmSignIn),
  route(endUserContract.deliverSignIn, deliverSignIn),
  route(mcpContract.listMcpServers, mcpServers.listMcpServers),
  route(mcpContract.createMcpServer, mcpServers.createMcpServer),
  route(mcpContract.getMcpServer, mcpServers.getMcpServer),
  route(mcpContract.updateMcpServer, mcpServers.updateMcpServer),
  route(mcpContract.deleteMcpServer, mcpServers.deleteMcpServer),
  route(mcpContract.refreshMcpServer, refreshMcpServer),
  route(mcpContract.selectMcpTools, selectMcpTools),
  route(mcpContract.callMcpTool, tryMcpTool),
  route(mcpContract.signInMcpServer, signInMcpServer),
  route(registryContract.searchMcpRegistry, searchMcpRegistry),
  route(registryContract.addRegistryServer, addRegistryServer),
  route(documentsContract.readApiDocument, documents.readApiDocument),
  route(apisContract.listCustomApis, apis.listCustomApis),
  route(apisContract.createCustomApi, apis.createCustomApi),
  route(apisContract.getCustomApiSelection, apis.getCustomApiSelection),
  route(apisContract.compareCustomApi, apis.compareCustomApi),
  route(apisContract.updateCustomApi, apis.updateCustomApi),
  route(apisContract.deleteCustomApi, apis.deleteCustomApi),
  route(pluginsContract.listApiPlugins, plugins.listApiPlugins),
  route(pluginsContract.getApiPlugin, plugins.getApiPlugin),
  route(pluginsContract.getApiAction, plugins.getApiAction),
  route(channelsContract.listChannels, channels.listChannels),
  route(channelsContract.createChannel, channels.createChannel),
  route(channelsContract.updateChannel, channels.updateChannel),
  route(channelsContract.deleteChannel, channels.deleteChannel),
  route(channelsContract.testChannel, channels.testChannel),
]
