import 'server-only'
import * as connectionsContract from '@/lib/contracts/integrations/connections'
import * as signInContract from '@/lib/contracts/integrations/sign-in'
import * as connections from '@/lib/services/integrations/connections'
import * as signIn from '@/lib/services/integrations/oauth/sign-in'
import { route } from './studio-route'

/** Connections to services that steps and tools call. */
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
]
