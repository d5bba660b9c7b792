import type { Route, SignInContext } from '../route.ts'
import { confirmMissing } from './accounts/confirm-missing.ts'
import { connectAccount } from './accounts/connect.ts'
import { disconnectAccount } from './accounts/disconnect.ts'
import { listAccounts } from './accounts/list.ts'
import { updateAccount } from './accounts/update.ts'
import { listAlerts } from './alerts/list.ts'
import { previewMail } from './alerts/preview.ts'
import { changeRules, showRules } from './alerts/rules.ts'
import { testMail } from './alerts/test.ts'
import { unsubscribe } from './alerts/unsubscribe.ts'
import { listChanges } from './changes/list.ts'
import { listClients } from './clients/list.ts'
import { showClient } from './clients/show.ts'
import { streamEvents } from './events/stream.ts'
import { acceptInvitation } from './invitations/accept.ts'
import { listInvitations } from './invitations/list.ts'
import { lookAtInvitation } from './invitations/look.ts'
import { makeInvitation } from './invitations/make.ts'
import { withdrawInvitation } from './invitations/withdraw.ts'
import { exportMeetings } from './meetings/export.ts'
import { listMeetings } from './meetings/list.ts'
import { showMeeting } from './meetings/show.ts'
import { oauthCallback } from './oauth/callback.ts'
import { completeOAuth } from './oauth/complete.ts'
import { startOAuth } from './oauth/start.ts'
import { muteAlerts, unmuteAlerts } from './operations/mute.ts'
import { pauseOperations, resumeOperations } from './operations/pause.ts'
import { retryOperations } from './operations/retry.ts'
import { showOperations } from './operations/show.ts'
import { listPeople } from './people/list.ts'
import { removePerson } from './people/remove.ts'
import { live } from './probes/live.ts'
import { showMetrics } from './probes/metrics.ts'
import { ready } from './probes/ready.ts'
import { listRuns } from './runs/list.ts'
import { showRun } from './runs/show.ts'
import { schedulerStatus } from './scheduler/status.ts'
import { triggerTick } from './scheduler/trigger.ts'
import { endSession } from './session/end.ts'
import { changePassword } from './session/password.ts'
import { showSession } from './session/show.ts'
import { openSession } from './session/start.ts'
import { showStatus } from './status/show.ts'
import { startSync } from './sync/start.ts'
import { listDeliveries } from './webhook/deliveries.ts'
import { showDelivery } from './webhook/delivery.ts'
import { replayDeliveries, replayDelivery } from './webhook/replay.ts'
import { recreateSubscription, rotateSubscription, tryOutSubscription } from './webhook/subscription.ts'
import { testWebhook } from './webhook/test.ts'

/** Routes that ask who calls. */
export const signedInRoutes: readonly Route[] = [
  showStatus,
  startSync,
  listRuns,
  showRun,
  schedulerStatus,
  triggerTick,
  listMeetings,
  showMeeting,
  exportMeetings,
  listChanges,
  streamEvents,
  listClients,
  showClient,
  listAccounts,
  connectAccount,
  updateAccount,
  disconnectAccount,
  confirmMissing,
  startOAuth,
  completeOAuth,
  testWebhook,
  listDeliveries,
  showDelivery,
  replayDelivery,
  replayDeliveries,
  recreateSubscription,
  rotateSubscription,
  tryOutSubscription,
  showOperations,
  pauseOperations,
  resumeOperations,
  retryOperations,
  muteAlerts,
  unmuteAlerts,
  listAlerts,
  showRules,
  changeRules,
  previewMail,
  testMail,
]

/** Routes for the machinery around us, for people who come back from Calendly, and who asks; they tell nothing of anybody else. */
export const openRoutes: readonly Route[] = [
  live,
  ready,
  showMetrics,
  oauthCallback,
  showSession,
  unsubscribe,
]

/** Routes that there are in `accounts` mode only. */
export const accountsRoutes = {
  signedIn: [changePassword, listPeople, removePerson, makeInvitation, listInvitations, withdrawInvitation],
  open: [openSession, endSession, lookAtInvitation, acceptInvitation],
} satisfies Record<string, readonly Route<SignInContext>[]>
