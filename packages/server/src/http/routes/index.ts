import type { Route, SignInContext } from '../route.ts'
import { confirmMissing } from './accounts/confirm-missing.ts'
import { connectAccount } from './accounts/connect.ts'
import { disconnectAccount } from './accounts/disconnect.ts'
import { listAccounts } from './accounts/list.ts'
import { updateAccount } from './accounts/update.ts'
import { listActivity } from './activity/list.ts'
import { listAlerts } from './alerts/list.ts'
import { previewMail } from './alerts/preview.ts'
import { changeRules, showRules } from './alerts/rules.ts'
import { testMail } from './alerts/test.ts'
import { unsubscribe } from './alerts/unsubscribe.ts'
import { listChanges } from './changes/list.ts'
import { eraseClient } from './clients/erase.ts'
import { exportClient } from './clients/export.ts'
import { listClients } from './clients/list.ts'
import { mergeClients, unmergeClients } from './clients/merge.ts'
import { showClient } from './clients/show.ts'
import { decideSuggestion, listSuggestions } from './clients/suggestions.ts'
import { updateClient } from './clients/update.ts'
import { playScenes } from './demo/scenes.ts'
import { streamEvents } from './events/stream.ts'
import { showInsights } from './insights/show.ts'
import { acceptInvitation } from './invitations/accept.ts'
import { listInvitations } from './invitations/list.ts'
import { lookAtInvitation } from './invitations/look.ts'
import { makeInvitation } from './invitations/make.ts'
import { withdrawInvitation } from './invitations/withdraw.ts'
import { exportCalendar } from './meetings/calendar.ts'
import { exportMeetings } from './meetings/export.ts'
import { showFacets } from './meetings/facets.ts'
import { readFeed } from './meetings/feed.ts'
import { closeFeed, openFeed, showFeed } from './meetings/feed-token.ts'
import { listMeetings } from './meetings/list.ts'
import { showRawMeeting } from './meetings/raw.ts'
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
import { listRunChanges } from './runs/changes.ts'
import { listRuns } from './runs/list.ts'
import { showRun } from './runs/show.ts'
import { schedulerStatus } from './scheduler/status.ts'
import { triggerTick } from './scheduler/trigger.ts'
import { endSession } from './session/end.ts'
import { changePassword } from './session/password.ts'
import { showSession } from './session/show.ts'
import { openSession } from './session/start.ts'
import { showSetup } from './setup/show.ts'
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
  listRunChanges,
  schedulerStatus,
  triggerTick,
  listMeetings,
  showFacets,
  showMeeting,
  showRawMeeting,
  exportMeetings,
  exportCalendar,
  openFeed,
  showFeed,
  closeFeed,
  listChanges,
  listActivity,
  showInsights,
  showSetup,
  streamEvents,
  listClients,
  showClient,
  updateClient,
  mergeClients,
  unmergeClients,
  eraseClient,
  exportClient,
  listSuggestions,
  decideSuggestion,
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
  playScenes,
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

/**
 * Routes for the machinery around us, for people who come back from Calendly, for calendars, which bring a token of their
 * own, and who asks; they tell nothing of anybody else.
 */
export const openRoutes: readonly Route[] = [
  live,
  ready,
  showMetrics,
  oauthCallback,
  readFeed,
  showSession,
  unsubscribe,
]

/** Routes that there are in `accounts` mode only. */
export const accountsRoutes = {
  signedIn: [changePassword, listPeople, removePerson, makeInvitation, listInvitations, withdrawInvitation],
  open: [openSession, endSession, lookAtInvitation, acceptInvitation],
} satisfies Record<string, readonly Route<SignInContext>[]>
