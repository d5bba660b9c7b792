import type { AccountStatus, Meeting, Run, Status } from '../api/types.ts'

/** Facts for tests of the words on the page: a quiet, complete installation unless told otherwise. */
export function anAccount(told: Partial<AccountStatus> = {}): AccountStatus {
  return {
    id: 'account-1',
    email: 'ada@acme.example',
    name: 'Ada Adviser',
    plan: null,
    connectedBy: 'installation',
    missing: [],
    role: 'member',
    state: 'active',
    lastSyncedAt: '2026-11-25T11:41:00Z',
    completeAsOf: '2026-11-25T11:41:00Z',
    coverage: [],
    nextSyncAt: '2026-11-25T11:56:00Z',
    syncIntervalMinutes: 15,
    lastChangeAt: '2026-11-25T11:26:00Z',
    callsLeft: 471,
    callsLimit: 500,
    webhook: {
      state: 'off',
      lastDeliveryAt: null,
      failingSince: null,
      disabledAt: null,
      problem: null,
      silentForSeconds: null,
      usualSilenceSeconds: null,
      secondsUntilDisabled: null,
      endpoint: null,
    },
    problem: null,
    ...told,
  }
}

export function aStatus(told: Partial<Status> = {}): Status {
  return {
    connected: true,
    completeAsOf: '2026-11-25T11:41:00Z',
    coverage: [
      { from: '2024-11-25T00:00:00Z', to: '2026-11-23T00:00:00Z', completeAsOf: '2026-11-22T02:10:00Z' },
      { from: '2026-11-23T00:00:00Z', to: '2027-11-25T00:00:00Z', completeAsOf: '2026-11-25T11:41:00Z' },
    ],
    connectBy: ['token'],
    demo: false,
    operator: false,
    userId: 'user-1',
    accounts: [anAccount()],
    problem: null,
    ...told,
  }
}

export function aRun(told: Partial<Run> = {}): Run {
  return {
    id: 'run-1',
    trigger: 'manual',
    state: 'succeeded',
    new: 3,
    updated: 1,
    deleted: 2,
    unchanged: 412,
    errors: [],
    requests: 9,
    queuedAt: '2026-11-25T11:40:55Z',
    startedAt: '2026-11-25T11:40:56Z',
    finishedAt: '2026-11-25T11:41:00.2Z',
    durationMs: 4_200,
    waitingUntil: null,
    accounts: [],
    ...told,
  }
}

export function aMeeting(told: Partial<Meeting> = {}): Meeting {
  return {
    id: 'meeting-1',
    userId: 'user-1',
    meetingSource: 'calendly',
    syncStatus: 'synced',
    location: null,
    calendlyCreatedAt: '2026-11-20T09:00:00Z',
    calendlyUpdatedAt: '2026-11-20T09:00:00Z',
    createdAt: '2026-11-20T09:00:01Z',
    calendlyAccountId: 'account-1',
    accountIds: ['account-1'],
    calendlyEventUuid: 'EVENT1',
    title: 'Annual review',
    startTime: '2026-11-26T09:00:00Z',
    endTime: '2026-11-26T10:00:00Z',
    status: 'active',
    isDeleted: false,
    deletedAt: null,
    deletedReason: null,
    locationText: 'Zoom',
    joinUrl: 'https://zoom.example/j/1',
    attendees: [],
    cancelReason: null,
    canceledBy: null,
    rescheduledFrom: null,
    rescheduledTo: null,
    updatedAt: '2026-11-20T09:00:00Z',
    hosts: [{ name: 'Ada Adviser', email: 'ada@adviser.example' }],
    eventType: null,
    seats: null,
    isGroup: false,
    movedFrom: [],
    clientTimezone: null,
    hostTimezone: null,
    ...told,
  }
}
