// Generated from /openapi.json; tests/server/openapi.test.ts writes it and says how. Do not edit.
export interface paths {
    readonly "/api/calendly/status": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** How complete the mirror is */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Status"];
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/calendly/sync": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Sync the caller’s accounts now
         * @description Waits up to 30 s; a run that goes on longer is answered with 202. Joins a run under way.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": {
                        /** Format: uuid */
                        readonly accountId?: string;
                    } | null;
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            readonly success: boolean;
                            readonly run: components["schemas"]["Run"];
                        };
                    };
                };
                /** @description Default Response */
                readonly 202: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            readonly success: boolean;
                            readonly run: components["schemas"]["Run"];
                        };
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/calendly/runs": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What was synced when, newest first */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    readonly accountId?: string;
                    readonly state?: "queued" | "running" | "waiting" | "succeeded" | "partial" | "failed";
                    readonly trigger?: "schedule" | "manual" | "operator" | "import" | "reread" | "webhook" | "gap";
                    /** @description queued at or after */
                    readonly from?: string;
                    /** @description queued before */
                    readonly to?: string;
                    /** @description rows at most, 1 to 200; default 50 */
                    readonly limit?: number;
                    /** @description `nextCursor` of the page before */
                    readonly cursor?: string;
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            readonly data: readonly components["schemas"]["Run"][];
                            readonly nextCursor: string | null;
                        };
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/calendly/runs/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One run */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Run"];
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/calendly/runs/{id}/changes": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The caller’s meetings that a run changed, each once, by start time */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    /** @description rows at most, 1 to 200; default 50 */
                    readonly limit?: number;
                    /** @description `nextCursor` of the page before */
                    readonly cursor?: string;
                };
                readonly header?: never;
                readonly path: {
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            readonly data: readonly components["schemas"]["RunChange"][];
                            readonly nextCursor: string | null;
                        };
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/calendly/scheduler/status": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The schedule */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            /** @enum {boolean} */
                            readonly success: true;
                            readonly scheduler: {
                                /** @description some worker gave a sign of life within 60 s */
                                readonly isRunning: boolean;
                                readonly scheduledTasks: readonly {
                                    readonly name: string;
                                    readonly schedule: string;
                                    readonly nextRunAt: string | null;
                                    readonly lastRunAt: string | null;
                                }[];
                                readonly calendlyConfigured: boolean;
                            };
                        };
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/calendly/scheduler/trigger": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Tick now
         * @description An operator’s call ticks every account of every user, another user’s call the own ones.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": Record<string, never> | null;
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 202: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            /** @enum {boolean} */
                            readonly success: true;
                            readonly message: string;
                            readonly runId: string;
                        };
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/meetings": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Meetings by start time */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    /** @description default: live meetings */
                    readonly view?: "upcoming" | "past" | "cancelled" | "no-show" | "all";
                    readonly includeDeleted?: "true" | "false";
                    /** @description a meeting that was moved is one row, the last (`movedFrom` has the others); not in the view `no-show` */
                    readonly chains?: "collapsed";
                    /** @description starts at or after */
                    readonly from?: string;
                    /** @description starts before */
                    readonly to?: string;
                    /** @description words that must all occur */
                    readonly q?: string;
                    readonly clientId?: string;
                    readonly accountId?: string;
                    /** @description e-mail or Calendly user URI */
                    readonly host?: string;
                    /** @description URI of an event type, or the title of meetings */
                    readonly eventType?: string;
                    /** @description Calendly’s type of the place, such as `zoom`; `none`: without a place */
                    readonly location?: string;
                    /** @description our row changed at or after */
                    readonly updatedSince?: string;
                    /** @description default startTime */
                    readonly sort?: "startTime" | "-startTime";
                    /** @description rows at most, 1 to 200; default 50 */
                    readonly limit?: number;
                    /** @description `nextCursor` of the page before */
                    readonly cursor?: string;
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            readonly data: readonly components["schemas"]["Meeting"][];
                            readonly nextCursor: string | null;
                        };
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/meetings/facets": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * How many meetings there are by view, host, event type, place and account
         * @description Under the filters that are set already; `tabs` counts every view, whatever `view` says.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    /** @description default: live meetings */
                    readonly view?: "upcoming" | "past" | "cancelled" | "no-show" | "all";
                    readonly includeDeleted?: "true" | "false";
                    /** @description a meeting that was moved is one row, the last (`movedFrom` has the others); not in the view `no-show` */
                    readonly chains?: "collapsed";
                    /** @description starts at or after */
                    readonly from?: string;
                    /** @description starts before */
                    readonly to?: string;
                    /** @description words that must all occur */
                    readonly q?: string;
                    readonly clientId?: string;
                    readonly accountId?: string;
                    /** @description e-mail or Calendly user URI */
                    readonly host?: string;
                    /** @description URI of an event type, or the title of meetings */
                    readonly eventType?: string;
                    /** @description Calendly’s type of the place, such as `zoom`; `none`: without a place */
                    readonly location?: string;
                    /** @description our row changed at or after */
                    readonly updatedSince?: string;
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["MeetingFacets"];
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/meetings/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One meeting with invitees, answers, chain of moves and history */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["MeetingDetail"];
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/meetings/{id}/raw": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What Calendly said of a meeting, as it was kept
         * @description Links that let anybody cancel or move it stay hidden.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            /** @description as in Calendly’s `GET /scheduled_events/{uuid}` */
                            readonly event: unknown;
                            readonly invitees: readonly unknown[];
                        };
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/meetings.csv": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The same meetings as CSV (RFC 4180), all pages */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    /** @description default: live meetings */
                    readonly view?: "upcoming" | "past" | "cancelled" | "no-show" | "all";
                    readonly includeDeleted?: "true" | "false";
                    /** @description a meeting that was moved is one row, the last (`movedFrom` has the others); not in the view `no-show` */
                    readonly chains?: "collapsed";
                    /** @description starts at or after */
                    readonly from?: string;
                    /** @description starts before */
                    readonly to?: string;
                    /** @description words that must all occur */
                    readonly q?: string;
                    readonly clientId?: string;
                    readonly accountId?: string;
                    /** @description e-mail or Calendly user URI */
                    readonly host?: string;
                    /** @description URI of an event type, or the title of meetings */
                    readonly eventType?: string;
                    /** @description Calendly’s type of the place, such as `zoom`; `none`: without a place */
                    readonly location?: string;
                    /** @description our row changed at or after */
                    readonly updatedSince?: string;
                    /** @description default startTime */
                    readonly sort?: "startTime" | "-startTime";
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description one line a meeting */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "text/csv": unknown;
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/meetings/calendar": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The same meetings as a calendar file (RFC 5545), at most 5000
         * @description For a calendar that follows by itself, see /api/meetings.ics.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    /** @description default: live meetings */
                    readonly view?: "upcoming" | "past" | "cancelled" | "no-show" | "all";
                    readonly includeDeleted?: "true" | "false";
                    /** @description a meeting that was moved is one row, the last (`movedFrom` has the others); not in the view `no-show` */
                    readonly chains?: "collapsed";
                    /** @description starts at or after */
                    readonly from?: string;
                    /** @description starts before */
                    readonly to?: string;
                    /** @description words that must all occur */
                    readonly q?: string;
                    readonly clientId?: string;
                    readonly accountId?: string;
                    /** @description e-mail or Calendly user URI */
                    readonly host?: string;
                    /** @description URI of an event type, or the title of meetings */
                    readonly eventType?: string;
                    /** @description Calendly’s type of the place, such as `zoom`; `none`: without a place */
                    readonly location?: string;
                    /** @description our row changed at or after */
                    readonly updatedSince?: string;
                    /** @description default startTime */
                    readonly sort?: "startTime" | "-startTime";
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description a calendar */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "text/calendar": unknown;
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/meetings.ics/token": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Whether there is a calendar feed of the own meetings */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            readonly openSince: string | null;
                        };
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        /**
         * Open a calendar feed of the own meetings
         * @description Answers its address, which is told only once and lets whoever has it read the meetings. An address made before opens nothing any more.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            readonly url: string;
                        };
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Close the calendar feed */
        readonly delete: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            /** @description false: there was none */
                            readonly closed: boolean;
                        };
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/changes": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What changed, in order
         * @description Go on with `after` = `next` of the answer before; nothing is missed.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    readonly after?: string;
                    /** @description rows at most, 1 to 1000; default 100 */
                    readonly limit?: number;
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            readonly data: readonly components["schemas"]["Change"][];
                            readonly next: string;
                        };
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/activity": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What happened, newest first: checks, webhooks, settings, sign-ins, exports
         * @description Of the caller alone; operators also see what concerns the installation as a whole. Many alike that follow each other are one entry.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    readonly kind?: "run" | "delivery" | "setting" | "connection" | "sign-in" | "export" | "alert";
                    readonly outcome?: "good" | "changed" | "late" | "bad" | "plain";
                    /** @description state of a run, or outcome of a delivery */
                    readonly state?: string;
                    readonly accountId?: string;
                    /** @description at or after */
                    readonly from?: string;
                    /** @description before */
                    readonly to?: string;
                    /** @description words that must all occur */
                    readonly q?: string;
                    /** @description false: each by itself */
                    readonly fold?: "true" | "false";
                    /** @description rows at most, 1 to 200; default 50 */
                    readonly limit?: number;
                    /** @description `nextCursor` of the page before */
                    readonly cursor?: string;
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            readonly data: readonly components["schemas"]["ActivityEntry"][];
                            readonly nextCursor: string | null;
                        };
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/insights": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Figures over a span of time: checks, freshness, webhooks, calls, changes, meetings
         * @description Cells of one check each for a day, of an hour for a week, of six hours for a month, on the clock’s own grid.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    /** @description default a day before `to`; at most 31 days before it */
                    readonly from?: string;
                    /** @description default now */
                    readonly to?: string;
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Insights"];
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/setup": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What the installation needs, and what of it is there
         * @description For operators. Looks at database, keys, Calendly, clock, webhooks and mail anew with each call, like `calendly-sync doctor`.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            readonly ok: boolean;
                            readonly data: readonly components["schemas"]["Finding"][];
                        };
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/events": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What changes, as it changes
         * @description Server-sent events. Read it with `fetch`, so that the token travels; come back with the last `id` and nothing between is missed. A place that cannot be read starts now. Read lists after it has opened: then nothing falls in between.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    /** @description the same, where headers cannot be set */
                    readonly lastEventId?: string;
                };
                readonly header?: {
                    /** @description `id` of the last event seen */
                    readonly "last-event-id"?: string;
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description events without end */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "text/event-stream": components["schemas"]["LiveEvent"];
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/clients": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Clients with counts, first, last and next meeting */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    /** @description words that must all occur */
                    readonly q?: string;
                    /** @description true: only those who were never an invitee */
                    readonly guests?: "true" | "false";
                    /** @description default email; with a minus from the other end. Who has no such value comes last */
                    readonly sort?: "email" | "name" | "nextMeeting" | "lastMeeting" | "noShowRate" | "-email" | "-name" | "-nextMeeting" | "-lastMeeting" | "-noShowRate";
                    /** @description rows at most, 1 to 200; default 50 */
                    readonly limit?: number;
                    /** @description `nextCursor` of the page before */
                    readonly cursor?: string;
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            readonly data: readonly components["schemas"]["Client"][];
                            readonly nextCursor: string | null;
                        };
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/clients/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One client with all meetings */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["ClientDetail"];
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        /**
         * Erase a client
         * @description Takes the person’s data out of everything that is kept, for good, with all addresses that were merged. The meetings stay, with an “Erased client”, whatever Calendly tells again; a later booking makes a new client. Calendly itself keeps what it has.
         */
        readonly delete: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            /** @enum {boolean} */
                            readonly erased: true;
                        };
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly options?: never;
        readonly head?: never;
        /**
         * Name a client, or note something
         * @description What is set wins over what Calendly says, now and later; null gives back what Calendly says, and takes notes away.
         */
        readonly patch: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": {
                        readonly name?: string | null;
                        readonly phone?: string | null;
                        readonly notes?: string | null;
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["ClientDetail"];
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly trace?: never;
    };
    readonly "/api/clients/{id}/merge": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Make two clients one
         * @description The other belongs to this one from now on, whatever syncs later; `unmerge` takes it away again. Answers the one that it is now.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": {
                        /** Format: uuid */
                        readonly clientId: string;
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["ClientDetail"];
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/clients/{id}/unmerge": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Take a record that was merged into a client away again
         * @description With what had been merged into it before.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": {
                        /** Format: uuid */
                        readonly clientId: string;
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["ClientDetail"];
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/clients/{id}/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Everything that is kept of a client
         * @description To be handed over to the person: of other people there is nothing in it.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["ClientExport"];
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/clients/suggestions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Pairs of clients that may be one person */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    /** @description default open */
                    readonly decision?: "open" | "accepted" | "rejected";
                    /** @description rows at most, 1 to 200; default 50 */
                    readonly limit?: number;
                    /** @description `nextCursor` of the page before */
                    readonly cursor?: string;
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            readonly data: readonly components["schemas"]["ClientSuggestion"][];
                            readonly nextCursor: string | null;
                        };
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/clients/suggestions/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Accept a suggestion, which makes the two one, refuse it, or open it again, which undoes either */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": {
                        /** @enum {string} */
                        readonly decision: "open" | "accepted" | "rejected";
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["ClientSuggestion"];
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/calendly/accounts": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The caller’s Calendly accounts */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            readonly data: readonly components["schemas"]["Account"][];
                        };
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        /**
         * Connect a Calendly account with a personal access token
         * @description Connecting a Calendly user who is connected already gives that account the new token. The first import begins at once.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": {
                        /** @description from Calendly: Integrations, API & Webhooks */
                        readonly token: string;
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 201: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Account"];
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/calendly/accounts/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /**
         * Disconnect a Calendly account
         * @description Its subscription is removed, its tokens are destroyed and revoked at Calendly. Meetings that other accounts of the caller show as well stay in any case.
         */
        readonly delete: {
            readonly parameters: {
                readonly query?: {
                    /** @description what becomes of the meetings that only this account has shown */
                    readonly data?: "keep" | "erase";
                };
                readonly header?: never;
                readonly path: {
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            /** @enum {boolean} */
                            readonly disconnected: true;
                        };
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly options?: never;
        readonly head?: never;
        /** Pause or resume an account, or give it an interval of its own */
        readonly patch: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": {
                        /** @description null: the installation’s own */
                        readonly syncIntervalMinutes?: number | null;
                        /** @enum {string} */
                        readonly state?: "active" | "paused";
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Account"];
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly trace?: never;
    };
    readonly "/api/calendly/accounts/{id}/confirm-missing": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Confirm that meetings which Calendly’s list no longer shows are gone
         * @description Releases the brake: the next check asks Calendly for each of them, without a limit.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": Record<string, never> | null;
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            /** @description meetings that will be asked for */
                            readonly released: number;
                        };
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/calendly/oauth/start": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Start to connect an account by signing in at Calendly
         * @description Send the person to `url` within ten minutes. Calendly sends him back to `oauth/callback`.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": Record<string, never> | null;
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            readonly url: string;
                        };
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/calendly/oauth/complete": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Complete a sign-in at Calendly
         * @description Works once, and only for the person who started it.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": {
                        readonly code: string;
                        readonly state: string;
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 201: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Account"];
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/calendly/webhook/test": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What webhooks need, and what of it is there */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            /** @enum {boolean} */
                            readonly success: true;
                            readonly webhookUrl: string;
                            readonly signingKeyConfigured: boolean;
                            /** @description as far as can be known from inside */
                            readonly reachable: boolean;
                            readonly subscriptions: readonly components["schemas"]["Subscription"][];
                            readonly instructions: readonly string[];
                        };
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/calendly/webhook/deliveries": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What Calendly delivered and what became of it, newest first
         * @description Users see the deliveries that concern their own meetings, operators all of them.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    readonly outcome?: "waiting" | "applied" | "duplicate" | "superseded" | "ignored" | "failed";
                    readonly kind?: string;
                    readonly eventUuid?: string;
                    readonly from?: string;
                    readonly to?: string;
                    /** @description rows at most, 1 to 200; default 50 */
                    readonly limit?: number;
                    /** @description `nextCursor` of the page before */
                    readonly cursor?: string;
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            readonly data: readonly components["schemas"]["Delivery"][];
                            readonly nextCursor: string | null;
                        };
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/calendly/webhook/deliveries/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * One delivery with its body
         * @description Personal data is hidden; `reveal=true` shows it, which the audit log notes.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    readonly reveal?: string;
                };
                readonly header?: never;
                readonly path: {
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["DeliveryDetail"];
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/calendly/webhook/deliveries/{id}/replay": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Apply one delivery again */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 202: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            /** @enum {boolean} */
                            readonly success: true;
                            readonly waiting: number;
                        };
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/calendly/webhook/deliveries/replay": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Apply deliveries again, by filter
         * @description At most 10,000 at once, the oldest first. With `preview` nothing is done: 200 says how many it would be.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": {
                        /** @enum {string} */
                        readonly outcome?: "waiting" | "applied" | "duplicate" | "superseded" | "ignored" | "failed";
                        readonly kind?: string;
                        readonly eventUuid?: string;
                        /** Format: date-time */
                        readonly from?: string;
                        /** Format: date-time */
                        readonly to?: string;
                        /** @description only say how many; nothing is replayed */
                        readonly preview?: boolean;
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            /** @enum {boolean} */
                            readonly success: true;
                            readonly waiting: number;
                        };
                    };
                };
                /** @description Default Response */
                readonly 202: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            /** @enum {boolean} */
                            readonly success: true;
                            readonly waiting: number;
                        };
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/calendly/webhook/subscriptions/{id}/recreate": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Replace the subscription behind an account: the new one first, then the old one is removed
         * @description The account is the caller’s own, or anybody’s for an operator. `success: false` says in words why nothing was replaced.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": Record<string, never> | null;
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            readonly success: boolean;
                            /** @description why not; null: it went well */
                            readonly code: string | null;
                            readonly message: string;
                            /** @description as it stands now */
                            readonly subscription: components["schemas"]["Subscription"] | null;
                        };
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/calendly/webhook/subscriptions/{id}/rotate": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Give the subscription behind an account another signing key
         * @description The account is the caller’s own, or anybody’s for an operator. Both keys are good until the old subscription is gone.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": Record<string, never> | null;
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            readonly success: boolean;
                            /** @description why not; null: it went well */
                            readonly code: string | null;
                            readonly message: string;
                            /** @description as it stands now */
                            readonly subscription: components["schemas"]["Subscription"] | null;
                        };
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/calendly/webhook/subscriptions/{id}/test": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Send a signed sample and tell how far it comes
         * @description The account is the caller’s own, or anybody’s for an operator. Through PUBLIC_URL, or straight to this server where that is not public. It changes no meeting.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": Record<string, never> | null;
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            readonly success: boolean;
                            /** @description why not; null: it went well */
                            readonly code: string | null;
                            readonly message: string;
                            /** @description as it stands now */
                            readonly subscription: components["schemas"]["Subscription"] | null;
                            readonly through: ("public" | "loopback") | null;
                            readonly steps: readonly {
                                /** @enum {string} */
                                readonly step: "received" | "verified" | "stored" | "applied";
                                /** @enum {string} */
                                readonly state: "ok" | "failed" | "skipped";
                                readonly message: string;
                            }[];
                            readonly deliveryId: string | null;
                        };
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/operations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * How the installation works, and for whom; the least current list first
         * @description For operators. Nothing of anybody’s meetings or clients.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    /** @description words that must all occur */
                    readonly q?: string;
                    readonly code?: string;
                    readonly state?: "active" | "paused" | "reconnect" | "limited" | "failing";
                    /** @description rows at most, 1 to 200; default 50 */
                    readonly limit?: number;
                    /** @description `nextCursor` of the page before */
                    readonly cursor?: string;
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Operations"];
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/operations/pause": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Stop checks on schedule; what people ask for, and webhooks, go on
         * @description For operators. Without `accountId` the schedule of the whole installation.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": {
                        /** Format: uuid */
                        readonly accountId?: string;
                    } | null;
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            /** @enum {boolean} */
                            readonly success: true;
                            readonly changed: number;
                        };
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/operations/resume": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Let checks on schedule go on
         * @description For operators. Without `accountId` the schedule of the whole installation.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": {
                        /** Format: uuid */
                        readonly accountId?: string;
                    } | null;
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            /** @enum {boolean} */
                            readonly success: true;
                            readonly changed: number;
                        };
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/operations/retry": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Check the accounts with a problem now
         * @description For operators. Those with one cause, or all; what is paused stays so.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": {
                        readonly code?: string;
                    } | null;
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 202: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            /** @enum {boolean} */
                            readonly success: true;
                            readonly accounts: number;
                            readonly runId: string | null;
                        };
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/operations/mute": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * No mails about a cause, or about an account, until a moment
         * @description For operators. Incidents are still noted and shown; a mute of the same thing is replaced.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": {
                        readonly code: string;
                        /** Format: date-time */
                        readonly until: string;
                    } | {
                        /** Format: uuid */
                        readonly accountId: string;
                        /** Format: date-time */
                        readonly until: string;
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Mute"];
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/operations/mute/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /**
         * End a mute
         * @description For operators.
         */
        readonly delete: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            /** @enum {boolean} */
                            readonly success: true;
                        };
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/alerts": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What has been wrong for long enough that somebody should know, newest first
         * @description Own accounts; operators see what is the installation’s as well.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    /** @description default open */
                    readonly state?: "open" | "healed" | "all";
                    readonly kind?: "reconnect" | "failing" | "stale" | "webhook" | "brake" | "import" | "clock" | "outage";
                    readonly accountId?: string;
                    /** @description rows at most, 1 to 200; default 50 */
                    readonly limit?: number;
                    /** @description `nextCursor` of the page before */
                    readonly cursor?: string;
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            readonly data: readonly components["schemas"]["Alert"][];
                            readonly nextCursor: string | null;
                        };
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/alerts/rules": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What one is told of, and how
         * @description `for=operator`: what operators are told of the installation.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    readonly for?: "me" | "operator";
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["AlertRules"];
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Change what one is told of; what is not named stays */
        readonly put: {
            readonly parameters: {
                readonly query?: {
                    readonly for?: "me" | "operator";
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": {
                        readonly mail?: boolean;
                        readonly digest?: boolean;
                        readonly kinds?: {
                            readonly [key: string]: {
                                readonly isOn?: boolean;
                                readonly isMailed?: boolean;
                                readonly afterMinutes?: number;
                            };
                        };
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["AlertRules"];
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/alerts/preview": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * A mail as it would be sent
         * @description About an open incident of this kind, else about an invented one.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    readonly for?: "me" | "operator";
                    readonly kind?: "reconnect" | "failing" | "stale" | "webhook" | "brake" | "import" | "clock" | "outage";
                    readonly type?: "opened" | "digest" | "healed";
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            readonly from: string | null;
                            readonly to: string | null;
                            readonly subject: string;
                            readonly text: string;
                            readonly html: string;
                            /** @description why it would not be sent */
                            readonly problem: {
                                readonly code: string;
                                readonly message: string;
                                readonly nextStep: string;
                            } | null;
                        };
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/alerts/test": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Send a test mail
         * @description To where alerts would go. `success: false` says why it was not sent.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: {
                    readonly for?: "me" | "operator";
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": Record<string, never> | null;
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            readonly success: boolean;
                            readonly to: string | null;
                            readonly problem: {
                                readonly code: string;
                                readonly message: string;
                                readonly nextStep: string;
                            } | null;
                        };
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/livez": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The process is alive */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            /** @enum {string} */
                            readonly status: "alive";
                        };
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/readyz": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The database is reachable and migrated, and the process is not about to end */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            /** @enum {string} */
                            readonly status: "ready";
                        };
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/metrics": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Figures in Prometheus’ text format */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "text/plain": string;
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/calendly/oauth/callback": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Where Calendly sends people back to
         * @description Stores nothing and asks nobody: hands what Calendly says to the page, behind a `#`, where no log and no other site sees it. The page completes the sign-in as the person who started it.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    readonly code?: string;
                    readonly state?: string;
                    readonly error?: string;
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 303: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/meetings.ics": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The meetings as a calendar (RFC 5545), for calendars that subscribe
         * @description Those of the last 90 days and all ahead, cancelled ones marked; one that was moved is one entry. Asks for no sign-in: the token says whose they are.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    readonly token?: string;
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description a calendar */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "text/calendar": unknown;
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/session": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * How people sign in here, and who has
         * @description `person` is told in `accounts` mode only; elsewhere it is null.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            /** @enum {string} */
                            readonly mode: "local" | "jwt" | "accounts";
                            readonly person: components["schemas"]["Person"] | null;
                        };
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/alerts/unsubscribe": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Ask whether mails of a kind are to end
         * @description The link of a mail is the right to it; nobody signs in. It ends mails of one kind, and nothing else.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    readonly token?: string;
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        readonly put?: never;
        /**
         * End mails of a kind
         * @description The link of a mail is the right to it; nobody signs in. It ends mails of one kind, and nothing else.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: {
                    readonly token?: string;
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/calendly/webhook": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Deliveries of subscriptions that were made by hand */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            /** @enum {boolean} */
                            readonly received: true;
                            readonly repeated: boolean;
                        };
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/calendly/webhook/{endpointId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Deliveries of a subscription that this installation made */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly endpointId: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            /** @enum {boolean} */
                            readonly received: true;
                            readonly repeated: boolean;
                        };
                    };
                };
                /** @description what went wrong, and what to do */
                readonly default: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description RFC 9457 problem details */
        readonly ProblemInput: {
            readonly type: string;
            readonly title: string;
            readonly status: number;
            readonly detail: string;
            readonly code: string;
            readonly errors?: readonly {
                readonly field: string;
                readonly message: string;
            }[];
        };
        /** @description why something is not as it should be, and what to do about it */
        readonly TroubleInput: {
            readonly code: string;
            readonly message: string;
            readonly nextStep: string;
            readonly since: string;
        };
        readonly AccountInput: {
            readonly id: string;
            readonly email: string | null;
            readonly name: string | null;
            readonly role: string | null;
            readonly plan: string | null;
            /** @enum {string} */
            readonly connectedBy: "installation" | "token" | "oauth";
            readonly missing: readonly {
                readonly code: string;
                readonly message: string;
                readonly nextStep: string;
            }[];
            /** @enum {string} */
            readonly state: "active" | "paused" | "reconnect" | "limited" | "failing";
            readonly lastSyncedAt: string | null;
            readonly completeAsOf: string | null;
            readonly coverage: readonly {
                readonly from: string;
                readonly to: string;
                readonly completeAsOf: string | null;
            }[];
            readonly nextSyncAt: string | null;
            readonly syncIntervalMinutes: number;
            /** @description when a meeting of it last differed */
            readonly lastChangeAt: string | null;
            /** @description calls to Calendly that may begin within a minute */
            readonly callsLeft: number | null;
            readonly callsLimit: number | null;
            readonly webhook: {
                /** @enum {string} */
                readonly state: "active" | "failing" | "disabled" | "impossible" | "off";
                readonly lastDeliveryAt: string | null;
                readonly failingSince: string | null;
                readonly disabledAt: string | null;
                readonly problem: {
                    readonly code: string;
                    readonly message: string;
                    readonly nextStep: string;
                } | null;
                /** @description since the last delivery */
                readonly silentForSeconds: number | null;
                /** @description the longest among the last 200 deliveries; null: too few to tell */
                readonly usualSilenceSeconds: number | null;
                /** @description Calendly disables a subscription after 24 h of failures; null: it is not failing */
                readonly secondsUntilDisabled: number | null;
                /** @description path of its URL, for whose token it is */
                readonly endpoint: string | null;
            };
            readonly problem: components["schemas"]["TroubleInput"] | null;
        };
        readonly StatusInput: {
            readonly connected: boolean;
            readonly completeAsOf: string | null;
            readonly coverage: readonly {
                readonly from: string;
                readonly to: string;
                readonly completeAsOf: string | null;
            }[];
            readonly accounts: readonly components["schemas"]["AccountInput"][];
            readonly problem: components["schemas"]["TroubleInput"] | null;
            /** @description how the caller can connect further accounts */
            readonly connectBy: readonly ("token" | "oauth")[];
            /** @description the caller may see the operations of the installation */
            readonly operator: boolean;
            /** @description the caller */
            readonly userId: string;
            /** @description the simulator plays Calendly: nothing here is real */
            readonly demo: boolean;
        };
        readonly ActivityEntryInput: {
            readonly id: string;
            readonly at: string;
            /** @enum {string} */
            readonly kind: "run" | "delivery" | "setting" | "connection" | "sign-in" | "export" | "alert";
            readonly title: string;
            /** @enum {string} */
            readonly outcome: "good" | "changed" | "late" | "bad" | "plain";
            /** @description of a run or delivery: its own word */
            readonly state: string | null;
            readonly accountId: string | null;
            readonly runId: string | null;
            readonly deliveryId: string | null;
            /** @description how many alike that followed each other; the ids are the newest one’s */
            readonly count: number;
            /** @description the oldest of them */
            readonly since: string;
            readonly facts: {
                readonly [key: string]: unknown;
            };
        };
        readonly AlertInput: {
            readonly id: string;
            /** @enum {string} */
            readonly kind: "reconnect" | "failing" | "stale" | "webhook" | "brake" | "import" | "clock" | "outage";
            /** @enum {string} */
            readonly state: "open" | "healed";
            readonly code: string | null;
            readonly account: {
                readonly id: string;
                readonly name: string | null;
                readonly email: string | null;
            } | null;
            /** @description for operators */
            readonly isOfInstallation: boolean;
            readonly title: string;
            readonly message: string;
            readonly consequence: string;
            readonly nextStep: string;
            readonly since: string;
            readonly openedAt: string;
            readonly healedAt: string | null;
            readonly isMuted: boolean;
            readonly mails: readonly {
                /** @enum {string} */
                readonly type: "opened" | "digest" | "healed";
                readonly sentAt: string;
            }[];
        };
        readonly AlertRulesInput: {
            /** @enum {string} */
            readonly for: "me" | "operator";
            readonly mail: boolean;
            readonly digest: boolean;
            readonly kinds: readonly {
                /** @enum {string} */
                readonly kind: "reconnect" | "failing" | "stale" | "webhook" | "brake" | "import" | "clock" | "outage";
                readonly title: string;
                readonly description: string;
                readonly isOn: boolean;
                readonly isMailed: boolean;
                readonly afterMinutes: number;
            }[];
            /** @description where mails go; null: nowhere */
            readonly recipient: string | null;
            /** @description why no mail is sent */
            readonly problem: {
                readonly code: string;
                readonly message: string;
                readonly nextStep: string;
            } | null;
        };
        readonly MeetingInput: {
            readonly id: string;
            readonly userId: string;
            readonly calendlyAccountId: string;
            /** @description accounts of the caller that show it */
            readonly accountIds: readonly string[];
            /** @constant */
            readonly meetingSource: "calendly";
            readonly calendlyEventUuid: string;
            readonly title: string;
            readonly startTime: string;
            readonly endTime: string;
            readonly status: string;
            readonly isDeleted: boolean;
            readonly deletedAt: string | null;
            readonly deletedReason: ("canceled" | "reassigned" | "gone") | null;
            /** @enum {string} */
            readonly syncStatus: "synced" | "deleted";
            readonly location: {
                readonly [key: string]: unknown;
            } | null;
            readonly locationText: string | null;
            readonly joinUrl: string | null;
            readonly attendees: readonly {
                readonly name: string | null;
                readonly email: string | null;
                readonly status: string;
                readonly noShow: boolean;
                readonly isGuest: boolean;
                readonly clientId: string | null;
            }[] | null;
            readonly cancelReason: string | null;
            readonly canceledBy: string | null;
            readonly rescheduledFrom: string | null;
            readonly rescheduledTo: string | null;
            readonly calendlyCreatedAt: string | null;
            readonly calendlyUpdatedAt: string | null;
            readonly createdAt: string;
            readonly updatedAt: string;
            readonly hosts: readonly {
                readonly name: string | null;
                readonly email: string | null;
            }[];
            /** @description URI of its event type */
            readonly eventType: string | null;
            readonly seats: {
                readonly taken: number;
                readonly limit: number | null;
            } | null;
            /** @description has more seats than one */
            readonly isGroup: boolean;
            /** @description where it stood before it was moved, oldest first */
            readonly movedFrom: readonly {
                readonly id: string;
                readonly startTime: string;
            }[];
            /** @description IANA name; of the first client */
            readonly clientTimezone: string | null;
            /** @description IANA name; of the account’s person */
            readonly hostTimezone: string | null;
        };
        readonly ChangeInput: {
            readonly seq: number;
            readonly at: string;
            readonly kind: string;
            readonly meetingId: string;
            readonly before: {
                readonly [key: string]: unknown;
            } | null;
            readonly after: {
                readonly [key: string]: unknown;
            };
        };
        readonly InviteeInput: {
            readonly id: string;
            readonly email: string | null;
            readonly name: string | null;
            readonly status: string;
            readonly timezone: string | null;
            readonly noShow: boolean;
            readonly answers: readonly {
                readonly question: string | null;
                readonly answer: string | null;
            }[];
            readonly tracking: {
                readonly [key: string]: unknown;
            } | null;
            readonly payment: {
                readonly [key: string]: unknown;
            } | null;
            readonly rescheduledFrom: string | null;
            readonly rescheduledTo: string | null;
            readonly cancelReason: string | null;
            readonly canceledBy: string | null;
            /** @description whoever has it can move this seat */
            readonly rescheduleUrl: string | null;
        };
        readonly MeetingDetailInput: {
            readonly id: string;
            readonly userId: string;
            readonly calendlyAccountId: string;
            /** @description accounts of the caller that show it */
            readonly accountIds: readonly string[];
            /** @constant */
            readonly meetingSource: "calendly";
            readonly calendlyEventUuid: string;
            readonly title: string;
            readonly startTime: string;
            readonly endTime: string;
            readonly status: string;
            readonly isDeleted: boolean;
            readonly deletedAt: string | null;
            readonly deletedReason: ("canceled" | "reassigned" | "gone") | null;
            /** @enum {string} */
            readonly syncStatus: "synced" | "deleted";
            readonly location: {
                readonly [key: string]: unknown;
            } | null;
            readonly locationText: string | null;
            readonly joinUrl: string | null;
            readonly attendees: readonly {
                readonly name: string | null;
                readonly email: string | null;
                readonly status: string;
                readonly noShow: boolean;
                readonly isGuest: boolean;
                readonly clientId: string | null;
            }[] | null;
            readonly cancelReason: string | null;
            readonly canceledBy: string | null;
            readonly rescheduledFrom: string | null;
            readonly rescheduledTo: string | null;
            readonly calendlyCreatedAt: string | null;
            readonly calendlyUpdatedAt: string | null;
            readonly createdAt: string;
            readonly updatedAt: string;
            readonly hosts: readonly {
                readonly name: string | null;
                readonly email: string | null;
            }[];
            /** @description URI of its event type */
            readonly eventType: string | null;
            readonly seats: {
                readonly taken: number;
                readonly limit: number | null;
            } | null;
            /** @description has more seats than one */
            readonly isGroup: boolean;
            /** @description where it stood before it was moved, oldest first */
            readonly movedFrom: readonly {
                readonly id: string;
                readonly startTime: string;
            }[];
            /** @description IANA name; of the first client */
            readonly clientTimezone: string | null;
            /** @description IANA name; of the account’s person */
            readonly hostTimezone: string | null;
            readonly notes: string | null;
            readonly invitees: readonly components["schemas"]["InviteeInput"][];
            readonly chain: readonly {
                readonly id: string;
                readonly startTime: string;
                readonly status: string;
            }[];
            readonly history: readonly {
                readonly seq: number;
                readonly at: string;
                readonly kind: string;
                readonly meetingId: string;
                readonly before: {
                    readonly [key: string]: unknown;
                } | null;
                readonly after: {
                    readonly [key: string]: unknown;
                };
                readonly cause: string;
                /**
                 * @description sweep: one list for several accounts; reread: the meeting read by itself
                 * @enum {string}
                 */
                readonly path: "poll" | "sweep" | "webhook" | "reread";
                readonly runId: string | null;
                readonly deliveryId: string | null;
            }[];
            readonly explanation: {
                /** @description the last change */
                readonly writtenBy: {
                    readonly at: string;
                    /**
                     * @description sweep: one list for several accounts; reread: the meeting read by itself
                     * @enum {string}
                     */
                    readonly path: "poll" | "sweep" | "webhook" | "reread";
                    readonly runId: string | null;
                    readonly deliveryId: string | null;
                } | null;
                /** @description what was told of it and changed nothing */
                readonly ignored: readonly {
                    readonly at: string;
                    /**
                     * @description sweep: one list for several accounts; reread: the meeting read by itself
                     * @enum {string}
                     */
                    readonly path: "poll" | "sweep" | "webhook" | "reread";
                    readonly reason: string;
                    readonly message: string | null;
                    readonly deliveryId: string;
                }[];
            };
        };
        /** @description `value` is what the filter of that name takes */
        readonly MeetingFacetsInput: {
            readonly tabs: {
                readonly upcoming: number;
                readonly past: number;
                readonly cancelled: number;
                readonly noShow: number;
                readonly all: number;
            };
            readonly hosts: readonly {
                readonly value: string;
                readonly count: number;
                readonly name: string | null;
                readonly email: string | null;
            }[];
            readonly eventTypes: readonly {
                readonly value: string;
                readonly count: number;
                readonly title: string;
            }[];
            readonly locations: readonly {
                readonly value: string;
                readonly count: number;
            }[];
            readonly accounts: readonly {
                readonly value: string;
                readonly count: number;
            }[];
        };
        readonly ClientInput: {
            readonly id: string;
            readonly email: string;
            readonly name: string | null;
            readonly phone: string | null;
            readonly timezone: string | null;
            readonly meetingCount: number;
            readonly canceledCount: number;
            readonly noShowCount: number;
            readonly firstMeetingAt: string | null;
            readonly lastMeetingAt: string | null;
            readonly nextMeetingAt: string | null;
            /** @description of the meetings that have begun, 0 to 1; null before the first */
            readonly noShowRate: number | null;
            /** @description was never an invitee, only added to meetings of others */
            readonly isGuest: boolean;
            readonly notes: string | null;
            /**
             * @description who said it; what the user has set wins
             * @enum {string}
             */
            readonly nameFrom: "calendly" | "you";
            /**
             * @description who said it; what the user has set wins
             * @enum {string}
             */
            readonly phoneFrom: "calendly" | "you";
        };
        readonly ClientDetailInput: {
            readonly id: string;
            readonly email: string;
            readonly name: string | null;
            readonly phone: string | null;
            readonly timezone: string | null;
            readonly meetingCount: number;
            readonly canceledCount: number;
            readonly noShowCount: number;
            readonly firstMeetingAt: string | null;
            readonly lastMeetingAt: string | null;
            readonly nextMeetingAt: string | null;
            /** @description of the meetings that have begun, 0 to 1; null before the first */
            readonly noShowRate: number | null;
            /** @description was never an invitee, only added to meetings of others */
            readonly isGuest: boolean;
            readonly notes: string | null;
            /**
             * @description who said it; what the user has set wins
             * @enum {string}
             */
            readonly nameFrom: "calendly" | "you";
            /**
             * @description who said it; what the user has set wins
             * @enum {string}
             */
            readonly phoneFrom: "calendly" | "you";
            /** @description every address, the own first, and why it belongs to the client */
            readonly joined: readonly {
                /** @description the record of that address: what `unmerge` takes */
                readonly clientId: string;
                readonly email: string;
                readonly at: string | null;
                /** @enum {string} */
                readonly how: "same e-mail" | "merged by you";
            }[];
            readonly meetings: readonly components["schemas"]["MeetingInput"][];
        };
        readonly ClientExportInput: {
            readonly exportedAt: string;
            readonly client: {
                readonly id: string;
                readonly email: string;
                readonly name: string | null;
                readonly phone: string | null;
                readonly timezone: string | null;
                readonly meetingCount: number;
                readonly canceledCount: number;
                readonly noShowCount: number;
                readonly firstMeetingAt: string | null;
                readonly lastMeetingAt: string | null;
                readonly nextMeetingAt: string | null;
                /** @description of the meetings that have begun, 0 to 1; null before the first */
                readonly noShowRate: number | null;
                /** @description was never an invitee, only added to meetings of others */
                readonly isGuest: boolean;
                readonly notes: string | null;
                /**
                 * @description who said it; what the user has set wins
                 * @enum {string}
                 */
                readonly nameFrom: "calendly" | "you";
                /**
                 * @description who said it; what the user has set wins
                 * @enum {string}
                 */
                readonly phoneFrom: "calendly" | "you";
                /** @description every address, the own first, and why it belongs to the client */
                readonly joined: readonly {
                    /** @description the record of that address: what `unmerge` takes */
                    readonly clientId: string;
                    readonly email: string;
                    readonly at: string | null;
                    /** @enum {string} */
                    readonly how: "same e-mail" | "merged by you";
                }[];
            };
            readonly meetings: readonly components["schemas"]["MeetingInput"][];
            readonly seats: readonly {
                readonly [key: string]: unknown;
            }[];
            readonly changes: readonly {
                readonly seq: number;
                readonly at: string;
                readonly kind: string;
                readonly meetingId: string;
            }[];
        };
        readonly ClientSuggestionInput: {
            readonly id: string;
            /** @enum {string} */
            readonly decision: "open" | "accepted" | "rejected";
            readonly decidedAt: string | null;
            readonly reasons: readonly {
                /** @enum {string} */
                readonly code: "same_name" | "same_phone" | "same_address";
                readonly message: string;
            }[];
            /** @description the one that stays when they become one, then the other */
            readonly clients: readonly {
                readonly id: string;
                readonly name: string | null;
                readonly email: string;
                readonly phone: string | null;
            }[];
        };
        /** @description one server-sent event; `id` null: it has no `id` line */
        readonly LiveEventInput: {
            readonly id: string;
            /** @constant */
            readonly event: "meeting.changed";
            readonly data: {
                readonly meetingId: string;
                readonly kind: string;
                readonly seq: number;
            } | {
                /** @description too much changed: read everything again */
                readonly meetingId: null;
            };
        } | {
            readonly id: null;
            /** @constant */
            readonly event: "run.changed";
            readonly data: {
                readonly runId: string;
            };
        } | {
            readonly id: null;
            /** @constant */
            readonly event: "account.changed";
            readonly data: {
                readonly accountId: string;
            };
        } | {
            readonly id: null;
            /** @constant */
            readonly event: "delivery.changed";
            readonly data: {
                readonly deliveryId?: string;
            };
        } | {
            readonly id: null;
            /** @constant */
            readonly event: "alert.changed";
            readonly data: {
                readonly alertId: string;
            };
        };
        readonly InsightsInput: {
            readonly from: string;
            readonly to: string;
            readonly cellSeconds: number;
            /** @description between checks: what freshness is held against */
            readonly intervalMinutes: number;
            readonly passes: readonly {
                readonly from: string;
                readonly to: string;
                /**
                 * @description the worst of what began in it
                 * @enum {string}
                 */
                readonly state: "none" | "succeeded" | "running" | "waiting" | "partial" | "failed";
                readonly runId: string | null;
                readonly new: number;
                readonly updated: number;
                readonly deleted: number;
                readonly requests: number;
                readonly durationMs: number | null;
            }[];
            /** @description age of the oldest completeAsOf of the active accounts, the highest in each cell */
            readonly lag: readonly {
                readonly at: string;
                readonly seconds: number;
            }[];
            readonly webhookDelay: {
                /** @description belowSeconds null: all that took longer */
                readonly buckets: readonly {
                    readonly belowSeconds: number | null;
                    readonly count: number;
                }[];
                readonly count: number;
                readonly p50Seconds: number | null;
                readonly p95Seconds: number | null;
                readonly maxSeconds: number | null;
            };
            readonly calls: readonly {
                readonly at: string;
                readonly used: number;
                readonly limit: number;
            }[];
            readonly callsLeft: readonly {
                readonly accountId: string;
                readonly callsLeft: number;
                readonly callsLimit: number;
            }[];
            readonly changesPerPass: readonly {
                readonly at: string;
                readonly created: number;
                readonly updated: number;
                readonly cancelled: number;
                readonly gone: number;
                readonly restored: number;
            }[];
            readonly meetingsPerWeek: readonly {
                /** @description its Monday in UTC */
                readonly week: string;
                readonly held: number;
                readonly cancelled: number;
                readonly noShow: number;
                readonly upcoming: number;
            }[];
            readonly backfill: readonly {
                readonly accountId: string;
                readonly done: number;
                readonly total: number | null;
                readonly percent: number | null;
                readonly secondsLeft: number | null;
                readonly doing: string;
            }[];
        };
        readonly PersonInput: {
            readonly id: string;
            readonly name: string;
            readonly email: string;
            /** @description the invitation was made for this address */
            readonly isEmailVouched: boolean;
            /** @enum {string} */
            readonly role: "owner" | "member";
            readonly createdAt: string;
        };
        readonly InvitationInput: {
            readonly id: string;
            readonly email: string;
            /** @enum {string} */
            readonly role: "owner" | "member";
            readonly createdAt: string;
            readonly expiresAt: string;
        };
        readonly MuteInput: {
            readonly id: string;
            readonly code: string | null;
            readonly accountId: string | null;
            readonly until: string;
            readonly createdAt: string;
        };
        readonly OperationsInput: {
            readonly users: readonly {
                readonly userId: string;
                readonly email: string | null;
                /** @description null: never read completely, or all paused */
                readonly worstCompleteAsOf: string | null;
                readonly accounts: readonly {
                    readonly id: string;
                    readonly email: string | null;
                    /** @enum {string} */
                    readonly state: "active" | "paused" | "reconnect" | "limited" | "failing";
                    /** @description its code */
                    readonly problem: string | null;
                    readonly completeAsOf: string | null;
                    readonly lastSyncedAt: string | null;
                    readonly nextSyncAt: string | null;
                    /** @description of its token, in this minute */
                    readonly callsLeft: number | null;
                    /** @enum {string} */
                    readonly webhookState: "active" | "failing" | "disabled" | "impossible" | "off";
                }[];
            }[];
            readonly nextCursor: string | null;
            readonly totals: {
                readonly users: number;
                readonly accounts: {
                    readonly [key: string]: number;
                };
            };
            readonly failures: readonly {
                readonly code: string;
                readonly message: string | null;
                /** @description runs of the last 24 h that ended with it */
                readonly count: number;
                /** @description accounts that have it now */
                readonly accounts: number;
                readonly since: string | null;
                /** @description 24 hourly counts, the last one is now */
                readonly trend: readonly number[];
            }[];
            readonly queue: {
                readonly waiting: number;
                readonly running: number;
                readonly oldestSeconds: number | null;
            };
            readonly inbox: {
                readonly waiting: number;
                readonly failed: number;
                readonly oldestSeconds: number | null;
            };
            readonly budgets: readonly {
                readonly id: string;
                /** @enum {string} */
                readonly kind: "pat" | "oauth";
                /** @description calls taken in this minute */
                readonly used: number;
                readonly limit: number;
            }[];
            readonly workers: readonly {
                readonly id: string;
                readonly startedAt: string;
                readonly lastSeenAt: string;
            }[];
            readonly stuck: readonly {
                readonly accountRunId: string;
                readonly accountId: string;
                readonly userId: string;
                /** @enum {string} */
                readonly state: "queued" | "running" | "waiting" | "succeeded" | "partial" | "failed";
                /** @enum {string} */
                readonly why: "lease" | "waiting";
                readonly since: string;
            }[];
            readonly isPaused: boolean;
            readonly pausedSince: string | null;
            readonly mutes: readonly components["schemas"]["MuteInput"][];
        };
        readonly RunChangeInput: {
            /** @enum {string} */
            readonly change: "new" | "updated" | "deleted";
            /** @description when Calendly gave the same meeting another time */
            readonly startTimeBefore: string | null;
            readonly meeting: components["schemas"]["MeetingInput"];
        };
        readonly AccountRunInput: {
            readonly id: string;
            /** @enum {string} */
            readonly trigger: "schedule" | "manual" | "operator" | "import" | "reread" | "webhook" | "gap";
            /** @enum {string} */
            readonly state: "queued" | "running" | "waiting" | "succeeded" | "partial" | "failed";
            readonly new: number;
            readonly updated: number;
            readonly deleted: number;
            readonly unchanged: number;
            readonly errors: readonly {
                readonly code: string;
                readonly message: string;
            }[];
            readonly requests: number;
            readonly startedAt: string | null;
            readonly finishedAt: string | null;
            readonly durationMs: number | null;
            readonly waitingUntil: string | null;
            readonly accountId: string;
            readonly userId: string;
            readonly progress: {
                readonly done: number;
                readonly total: number | null;
                readonly secondsLeft: number | null;
                readonly doing: string;
            } | null;
        };
        readonly RunInput: {
            readonly id: string;
            /** @enum {string} */
            readonly trigger: "schedule" | "manual" | "operator" | "import" | "reread" | "webhook" | "gap";
            /** @enum {string} */
            readonly state: "queued" | "running" | "waiting" | "succeeded" | "partial" | "failed";
            readonly new: number;
            readonly updated: number;
            readonly deleted: number;
            readonly unchanged: number;
            readonly errors: readonly {
                readonly code: string;
                readonly message: string;
            }[];
            readonly requests: number;
            readonly startedAt: string | null;
            readonly finishedAt: string | null;
            readonly durationMs: number | null;
            readonly waitingUntil: string | null;
            readonly queuedAt: string;
            readonly accounts: readonly components["schemas"]["AccountRunInput"][];
        };
        readonly FindingInput: {
            readonly name: string;
            /**
             * @description off: not used here, or not looked at because of a fault before it
             * @enum {string}
             */
            readonly state: "ok" | "warning" | "fault" | "off";
            readonly message: string;
            /** @description the next step */
            readonly fix: string | null;
        };
        readonly SubscriptionInput: {
            readonly accountIds: readonly string[];
            readonly callbackUrl: string | null;
            readonly scope: ("user" | "organization") | null;
            /** @enum {string} */
            readonly state: "active" | "failing" | "disabled" | "impossible" | "off";
            readonly lastDeliveryAt: string | null;
            readonly failingSince: string | null;
            readonly disabledAt: string | null;
            readonly checkedAt: string | null;
            readonly problem: {
                readonly code: string;
                readonly message: string;
                readonly nextStep: string;
            } | null;
            /** @description since the last delivery */
            readonly silentForSeconds: number | null;
            /** @description the longest among the last 200 deliveries; null: too few to tell */
            readonly usualSilenceSeconds: number | null;
            /** @description Calendly disables a subscription after 24 h of failures; null: it is not failing */
            readonly secondsUntilDisabled: number | null;
            /** @description path of its URL, for whose token it is */
            readonly endpoint: string | null;
        };
        readonly DeliveryInput: {
            readonly id: string;
            readonly receivedAt: string;
            readonly signedAt: string | null;
            readonly settledAt: string | null;
            readonly kind: string | null;
            readonly verified: boolean;
            /** @enum {string} */
            readonly outcome: "waiting" | "applied" | "duplicate" | "superseded" | "ignored" | "failed";
            /** @description a code; `message` says it in words */
            readonly reason: string | null;
            readonly message: string | null;
            readonly attempts: number;
            /** @description how often the same bytes came */
            readonly seen: number;
            readonly eventUuid: string | null;
        };
        readonly DeliveryDetailInput: {
            readonly id: string;
            readonly receivedAt: string;
            readonly signedAt: string | null;
            readonly settledAt: string | null;
            readonly kind: string | null;
            readonly verified: boolean;
            /** @enum {string} */
            readonly outcome: "waiting" | "applied" | "duplicate" | "superseded" | "ignored" | "failed";
            /** @description a code; `message` says it in words */
            readonly reason: string | null;
            readonly message: string | null;
            readonly attempts: number;
            /** @description how often the same bytes came */
            readonly seen: number;
            readonly eventUuid: string | null;
            /** @description the body; null for operators whom it does not concern */
            readonly payload: unknown;
            /** @description personal data in `payload` is hidden */
            readonly isMasked: boolean;
            /** @description the caller’s own meeting that it speaks of */
            readonly meetingId: string | null;
            readonly headers: {
                readonly [key: string]: string;
            } | null;
        };
        /** @description RFC 9457 problem details */
        readonly Problem: {
            readonly type: string;
            readonly title: string;
            readonly status: number;
            readonly detail: string;
            readonly code: string;
            readonly errors?: readonly {
                readonly field: string;
                readonly message: string;
            }[];
        };
        /** @description why something is not as it should be, and what to do about it */
        readonly Trouble: {
            readonly code: string;
            readonly message: string;
            readonly nextStep: string;
            readonly since: string;
        };
        readonly Account: {
            readonly id: string;
            readonly email: string | null;
            readonly name: string | null;
            readonly role: string | null;
            readonly plan: string | null;
            /** @enum {string} */
            readonly connectedBy: "installation" | "token" | "oauth";
            readonly missing: readonly {
                readonly code: string;
                readonly message: string;
                readonly nextStep: string;
            }[];
            /** @enum {string} */
            readonly state: "active" | "paused" | "reconnect" | "limited" | "failing";
            readonly lastSyncedAt: string | null;
            readonly completeAsOf: string | null;
            readonly coverage: readonly {
                readonly from: string;
                readonly to: string;
                readonly completeAsOf: string | null;
            }[];
            readonly nextSyncAt: string | null;
            readonly syncIntervalMinutes: number;
            /** @description when a meeting of it last differed */
            readonly lastChangeAt: string | null;
            /** @description calls to Calendly that may begin within a minute */
            readonly callsLeft: number | null;
            readonly callsLimit: number | null;
            readonly webhook: {
                /** @enum {string} */
                readonly state: "active" | "failing" | "disabled" | "impossible" | "off";
                readonly lastDeliveryAt: string | null;
                readonly failingSince: string | null;
                readonly disabledAt: string | null;
                readonly problem: {
                    readonly code: string;
                    readonly message: string;
                    readonly nextStep: string;
                } | null;
                /** @description since the last delivery */
                readonly silentForSeconds: number | null;
                /** @description the longest among the last 200 deliveries; null: too few to tell */
                readonly usualSilenceSeconds: number | null;
                /** @description Calendly disables a subscription after 24 h of failures; null: it is not failing */
                readonly secondsUntilDisabled: number | null;
                /** @description path of its URL, for whose token it is */
                readonly endpoint: string | null;
            };
            readonly problem: components["schemas"]["Trouble"] | null;
        };
        readonly Status: {
            readonly connected: boolean;
            readonly completeAsOf: string | null;
            readonly coverage: readonly {
                readonly from: string;
                readonly to: string;
                readonly completeAsOf: string | null;
            }[];
            readonly accounts: readonly components["schemas"]["Account"][];
            readonly problem: components["schemas"]["Trouble"] | null;
            /** @description how the caller can connect further accounts */
            readonly connectBy: readonly ("token" | "oauth")[];
            /** @description the caller may see the operations of the installation */
            readonly operator: boolean;
            /** @description the caller */
            readonly userId: string;
            /** @description the simulator plays Calendly: nothing here is real */
            readonly demo: boolean;
        };
        readonly ActivityEntry: {
            readonly id: string;
            readonly at: string;
            /** @enum {string} */
            readonly kind: "run" | "delivery" | "setting" | "connection" | "sign-in" | "export" | "alert";
            readonly title: string;
            /** @enum {string} */
            readonly outcome: "good" | "changed" | "late" | "bad" | "plain";
            /** @description of a run or delivery: its own word */
            readonly state: string | null;
            readonly accountId: string | null;
            readonly runId: string | null;
            readonly deliveryId: string | null;
            /** @description how many alike that followed each other; the ids are the newest one’s */
            readonly count: number;
            /** @description the oldest of them */
            readonly since: string;
            readonly facts: {
                readonly [key: string]: unknown;
            };
        };
        readonly Alert: {
            readonly id: string;
            /** @enum {string} */
            readonly kind: "reconnect" | "failing" | "stale" | "webhook" | "brake" | "import" | "clock" | "outage";
            /** @enum {string} */
            readonly state: "open" | "healed";
            readonly code: string | null;
            readonly account: {
                readonly id: string;
                readonly name: string | null;
                readonly email: string | null;
            } | null;
            /** @description for operators */
            readonly isOfInstallation: boolean;
            readonly title: string;
            readonly message: string;
            readonly consequence: string;
            readonly nextStep: string;
            readonly since: string;
            readonly openedAt: string;
            readonly healedAt: string | null;
            readonly isMuted: boolean;
            readonly mails: readonly {
                /** @enum {string} */
                readonly type: "opened" | "digest" | "healed";
                readonly sentAt: string;
            }[];
        };
        readonly AlertRules: {
            /** @enum {string} */
            readonly for: "me" | "operator";
            readonly mail: boolean;
            readonly digest: boolean;
            readonly kinds: readonly {
                /** @enum {string} */
                readonly kind: "reconnect" | "failing" | "stale" | "webhook" | "brake" | "import" | "clock" | "outage";
                readonly title: string;
                readonly description: string;
                readonly isOn: boolean;
                readonly isMailed: boolean;
                readonly afterMinutes: number;
            }[];
            /** @description where mails go; null: nowhere */
            readonly recipient: string | null;
            /** @description why no mail is sent */
            readonly problem: {
                readonly code: string;
                readonly message: string;
                readonly nextStep: string;
            } | null;
        };
        readonly Meeting: {
            readonly id: string;
            readonly userId: string;
            readonly calendlyAccountId: string;
            /** @description accounts of the caller that show it */
            readonly accountIds: readonly string[];
            /** @constant */
            readonly meetingSource: "calendly";
            readonly calendlyEventUuid: string;
            readonly title: string;
            readonly startTime: string;
            readonly endTime: string;
            readonly status: string;
            readonly isDeleted: boolean;
            readonly deletedAt: string | null;
            readonly deletedReason: ("canceled" | "reassigned" | "gone") | null;
            /** @enum {string} */
            readonly syncStatus: "synced" | "deleted";
            readonly location: {
                readonly [key: string]: unknown;
            } | null;
            readonly locationText: string | null;
            readonly joinUrl: string | null;
            readonly attendees: readonly {
                readonly name: string | null;
                readonly email: string | null;
                readonly status: string;
                readonly noShow: boolean;
                readonly isGuest: boolean;
                readonly clientId: string | null;
            }[] | null;
            readonly cancelReason: string | null;
            readonly canceledBy: string | null;
            readonly rescheduledFrom: string | null;
            readonly rescheduledTo: string | null;
            readonly calendlyCreatedAt: string | null;
            readonly calendlyUpdatedAt: string | null;
            readonly createdAt: string;
            readonly updatedAt: string;
            readonly hosts: readonly {
                readonly name: string | null;
                readonly email: string | null;
            }[];
            /** @description URI of its event type */
            readonly eventType: string | null;
            readonly seats: {
                readonly taken: number;
                readonly limit: number | null;
            } | null;
            /** @description has more seats than one */
            readonly isGroup: boolean;
            /** @description where it stood before it was moved, oldest first */
            readonly movedFrom: readonly {
                readonly id: string;
                readonly startTime: string;
            }[];
            /** @description IANA name; of the first client */
            readonly clientTimezone: string | null;
            /** @description IANA name; of the account’s person */
            readonly hostTimezone: string | null;
        };
        readonly Change: {
            readonly seq: number;
            readonly at: string;
            readonly kind: string;
            readonly meetingId: string;
            readonly before: {
                readonly [key: string]: unknown;
            } | null;
            readonly after: {
                readonly [key: string]: unknown;
            };
        };
        readonly Invitee: {
            readonly id: string;
            readonly email: string | null;
            readonly name: string | null;
            readonly status: string;
            readonly timezone: string | null;
            readonly noShow: boolean;
            readonly answers: readonly {
                readonly question: string | null;
                readonly answer: string | null;
            }[];
            readonly tracking: {
                readonly [key: string]: unknown;
            } | null;
            readonly payment: {
                readonly [key: string]: unknown;
            } | null;
            readonly rescheduledFrom: string | null;
            readonly rescheduledTo: string | null;
            readonly cancelReason: string | null;
            readonly canceledBy: string | null;
            /** @description whoever has it can move this seat */
            readonly rescheduleUrl: string | null;
        };
        readonly MeetingDetail: {
            readonly id: string;
            readonly userId: string;
            readonly calendlyAccountId: string;
            /** @description accounts of the caller that show it */
            readonly accountIds: readonly string[];
            /** @constant */
            readonly meetingSource: "calendly";
            readonly calendlyEventUuid: string;
            readonly title: string;
            readonly startTime: string;
            readonly endTime: string;
            readonly status: string;
            readonly isDeleted: boolean;
            readonly deletedAt: string | null;
            readonly deletedReason: ("canceled" | "reassigned" | "gone") | null;
            /** @enum {string} */
            readonly syncStatus: "synced" | "deleted";
            readonly location: {
                readonly [key: string]: unknown;
            } | null;
            readonly locationText: string | null;
            readonly joinUrl: string | null;
            readonly attendees: readonly {
                readonly name: string | null;
                readonly email: string | null;
                readonly status: string;
                readonly noShow: boolean;
                readonly isGuest: boolean;
                readonly clientId: string | null;
            }[] | null;
            readonly cancelReason: string | null;
            readonly canceledBy: string | null;
            readonly rescheduledFrom: string | null;
            readonly rescheduledTo: string | null;
            readonly calendlyCreatedAt: string | null;
            readonly calendlyUpdatedAt: string | null;
            readonly createdAt: string;
            readonly updatedAt: string;
            readonly hosts: readonly {
                readonly name: string | null;
                readonly email: string | null;
            }[];
            /** @description URI of its event type */
            readonly eventType: string | null;
            readonly seats: {
                readonly taken: number;
                readonly limit: number | null;
            } | null;
            /** @description has more seats than one */
            readonly isGroup: boolean;
            /** @description where it stood before it was moved, oldest first */
            readonly movedFrom: readonly {
                readonly id: string;
                readonly startTime: string;
            }[];
            /** @description IANA name; of the first client */
            readonly clientTimezone: string | null;
            /** @description IANA name; of the account’s person */
            readonly hostTimezone: string | null;
            readonly notes: string | null;
            readonly invitees: readonly components["schemas"]["Invitee"][];
            readonly chain: readonly {
                readonly id: string;
                readonly startTime: string;
                readonly status: string;
            }[];
            readonly history: readonly {
                readonly seq: number;
                readonly at: string;
                readonly kind: string;
                readonly meetingId: string;
                readonly before: {
                    readonly [key: string]: unknown;
                } | null;
                readonly after: {
                    readonly [key: string]: unknown;
                };
                readonly cause: string;
                /**
                 * @description sweep: one list for several accounts; reread: the meeting read by itself
                 * @enum {string}
                 */
                readonly path: "poll" | "sweep" | "webhook" | "reread";
                readonly runId: string | null;
                readonly deliveryId: string | null;
            }[];
            readonly explanation: {
                /** @description the last change */
                readonly writtenBy: {
                    readonly at: string;
                    /**
                     * @description sweep: one list for several accounts; reread: the meeting read by itself
                     * @enum {string}
                     */
                    readonly path: "poll" | "sweep" | "webhook" | "reread";
                    readonly runId: string | null;
                    readonly deliveryId: string | null;
                } | null;
                /** @description what was told of it and changed nothing */
                readonly ignored: readonly {
                    readonly at: string;
                    /**
                     * @description sweep: one list for several accounts; reread: the meeting read by itself
                     * @enum {string}
                     */
                    readonly path: "poll" | "sweep" | "webhook" | "reread";
                    readonly reason: string;
                    readonly message: string | null;
                    readonly deliveryId: string;
                }[];
            };
        };
        /** @description `value` is what the filter of that name takes */
        readonly MeetingFacets: {
            readonly tabs: {
                readonly upcoming: number;
                readonly past: number;
                readonly cancelled: number;
                readonly noShow: number;
                readonly all: number;
            };
            readonly hosts: readonly {
                readonly value: string;
                readonly count: number;
                readonly name: string | null;
                readonly email: string | null;
            }[];
            readonly eventTypes: readonly {
                readonly value: string;
                readonly count: number;
                readonly title: string;
            }[];
            readonly locations: readonly {
                readonly value: string;
                readonly count: number;
            }[];
            readonly accounts: readonly {
                readonly value: string;
                readonly count: number;
            }[];
        };
        readonly Client: {
            readonly id: string;
            readonly email: string;
            readonly name: string | null;
            readonly phone: string | null;
            readonly timezone: string | null;
            readonly meetingCount: number;
            readonly canceledCount: number;
            readonly noShowCount: number;
            readonly firstMeetingAt: string | null;
            readonly lastMeetingAt: string | null;
            readonly nextMeetingAt: string | null;
            /** @description of the meetings that have begun, 0 to 1; null before the first */
            readonly noShowRate: number | null;
            /** @description was never an invitee, only added to meetings of others */
            readonly isGuest: boolean;
            readonly notes: string | null;
            /**
             * @description who said it; what the user has set wins
             * @enum {string}
             */
            readonly nameFrom: "calendly" | "you";
            /**
             * @description who said it; what the user has set wins
             * @enum {string}
             */
            readonly phoneFrom: "calendly" | "you";
        };
        readonly ClientDetail: {
            readonly id: string;
            readonly email: string;
            readonly name: string | null;
            readonly phone: string | null;
            readonly timezone: string | null;
            readonly meetingCount: number;
            readonly canceledCount: number;
            readonly noShowCount: number;
            readonly firstMeetingAt: string | null;
            readonly lastMeetingAt: string | null;
            readonly nextMeetingAt: string | null;
            /** @description of the meetings that have begun, 0 to 1; null before the first */
            readonly noShowRate: number | null;
            /** @description was never an invitee, only added to meetings of others */
            readonly isGuest: boolean;
            readonly notes: string | null;
            /**
             * @description who said it; what the user has set wins
             * @enum {string}
             */
            readonly nameFrom: "calendly" | "you";
            /**
             * @description who said it; what the user has set wins
             * @enum {string}
             */
            readonly phoneFrom: "calendly" | "you";
            /** @description every address, the own first, and why it belongs to the client */
            readonly joined: readonly {
                /** @description the record of that address: what `unmerge` takes */
                readonly clientId: string;
                readonly email: string;
                readonly at: string | null;
                /** @enum {string} */
                readonly how: "same e-mail" | "merged by you";
            }[];
            readonly meetings: readonly components["schemas"]["Meeting"][];
        };
        readonly ClientExport: {
            readonly exportedAt: string;
            readonly client: {
                readonly id: string;
                readonly email: string;
                readonly name: string | null;
                readonly phone: string | null;
                readonly timezone: string | null;
                readonly meetingCount: number;
                readonly canceledCount: number;
                readonly noShowCount: number;
                readonly firstMeetingAt: string | null;
                readonly lastMeetingAt: string | null;
                readonly nextMeetingAt: string | null;
                /** @description of the meetings that have begun, 0 to 1; null before the first */
                readonly noShowRate: number | null;
                /** @description was never an invitee, only added to meetings of others */
                readonly isGuest: boolean;
                readonly notes: string | null;
                /**
                 * @description who said it; what the user has set wins
                 * @enum {string}
                 */
                readonly nameFrom: "calendly" | "you";
                /**
                 * @description who said it; what the user has set wins
                 * @enum {string}
                 */
                readonly phoneFrom: "calendly" | "you";
                /** @description every address, the own first, and why it belongs to the client */
                readonly joined: readonly {
                    /** @description the record of that address: what `unmerge` takes */
                    readonly clientId: string;
                    readonly email: string;
                    readonly at: string | null;
                    /** @enum {string} */
                    readonly how: "same e-mail" | "merged by you";
                }[];
            };
            readonly meetings: readonly components["schemas"]["Meeting"][];
            readonly seats: readonly {
                readonly [key: string]: unknown;
            }[];
            readonly changes: readonly {
                readonly seq: number;
                readonly at: string;
                readonly kind: string;
                readonly meetingId: string;
            }[];
        };
        readonly ClientSuggestion: {
            readonly id: string;
            /** @enum {string} */
            readonly decision: "open" | "accepted" | "rejected";
            readonly decidedAt: string | null;
            readonly reasons: readonly {
                /** @enum {string} */
                readonly code: "same_name" | "same_phone" | "same_address";
                readonly message: string;
            }[];
            /** @description the one that stays when they become one, then the other */
            readonly clients: readonly {
                readonly id: string;
                readonly name: string | null;
                readonly email: string;
                readonly phone: string | null;
            }[];
        };
        /** @description one server-sent event; `id` null: it has no `id` line */
        readonly LiveEvent: {
            readonly id: string;
            /** @constant */
            readonly event: "meeting.changed";
            readonly data: {
                readonly meetingId: string;
                readonly kind: string;
                readonly seq: number;
            } | {
                /** @description too much changed: read everything again */
                readonly meetingId: null;
            };
        } | {
            readonly id: null;
            /** @constant */
            readonly event: "run.changed";
            readonly data: {
                readonly runId: string;
            };
        } | {
            readonly id: null;
            /** @constant */
            readonly event: "account.changed";
            readonly data: {
                readonly accountId: string;
            };
        } | {
            readonly id: null;
            /** @constant */
            readonly event: "delivery.changed";
            readonly data: {
                readonly deliveryId?: string;
            };
        } | {
            readonly id: null;
            /** @constant */
            readonly event: "alert.changed";
            readonly data: {
                readonly alertId: string;
            };
        };
        readonly Insights: {
            readonly from: string;
            readonly to: string;
            readonly cellSeconds: number;
            /** @description between checks: what freshness is held against */
            readonly intervalMinutes: number;
            readonly passes: readonly {
                readonly from: string;
                readonly to: string;
                /**
                 * @description the worst of what began in it
                 * @enum {string}
                 */
                readonly state: "none" | "succeeded" | "running" | "waiting" | "partial" | "failed";
                readonly runId: string | null;
                readonly new: number;
                readonly updated: number;
                readonly deleted: number;
                readonly requests: number;
                readonly durationMs: number | null;
            }[];
            /** @description age of the oldest completeAsOf of the active accounts, the highest in each cell */
            readonly lag: readonly {
                readonly at: string;
                readonly seconds: number;
            }[];
            readonly webhookDelay: {
                /** @description belowSeconds null: all that took longer */
                readonly buckets: readonly {
                    readonly belowSeconds: number | null;
                    readonly count: number;
                }[];
                readonly count: number;
                readonly p50Seconds: number | null;
                readonly p95Seconds: number | null;
                readonly maxSeconds: number | null;
            };
            readonly calls: readonly {
                readonly at: string;
                readonly used: number;
                readonly limit: number;
            }[];
            readonly callsLeft: readonly {
                readonly accountId: string;
                readonly callsLeft: number;
                readonly callsLimit: number;
            }[];
            readonly changesPerPass: readonly {
                readonly at: string;
                readonly created: number;
                readonly updated: number;
                readonly cancelled: number;
                readonly gone: number;
                readonly restored: number;
            }[];
            readonly meetingsPerWeek: readonly {
                /** @description its Monday in UTC */
                readonly week: string;
                readonly held: number;
                readonly cancelled: number;
                readonly noShow: number;
                readonly upcoming: number;
            }[];
            readonly backfill: readonly {
                readonly accountId: string;
                readonly done: number;
                readonly total: number | null;
                readonly percent: number | null;
                readonly secondsLeft: number | null;
                readonly doing: string;
            }[];
        };
        readonly Person: {
            readonly id: string;
            readonly name: string;
            readonly email: string;
            /** @description the invitation was made for this address */
            readonly isEmailVouched: boolean;
            /** @enum {string} */
            readonly role: "owner" | "member";
            readonly createdAt: string;
        };
        readonly Invitation: {
            readonly id: string;
            readonly email: string;
            /** @enum {string} */
            readonly role: "owner" | "member";
            readonly createdAt: string;
            readonly expiresAt: string;
        };
        readonly Mute: {
            readonly id: string;
            readonly code: string | null;
            readonly accountId: string | null;
            readonly until: string;
            readonly createdAt: string;
        };
        readonly Operations: {
            readonly users: readonly {
                readonly userId: string;
                readonly email: string | null;
                /** @description null: never read completely, or all paused */
                readonly worstCompleteAsOf: string | null;
                readonly accounts: readonly {
                    readonly id: string;
                    readonly email: string | null;
                    /** @enum {string} */
                    readonly state: "active" | "paused" | "reconnect" | "limited" | "failing";
                    /** @description its code */
                    readonly problem: string | null;
                    readonly completeAsOf: string | null;
                    readonly lastSyncedAt: string | null;
                    readonly nextSyncAt: string | null;
                    /** @description of its token, in this minute */
                    readonly callsLeft: number | null;
                    /** @enum {string} */
                    readonly webhookState: "active" | "failing" | "disabled" | "impossible" | "off";
                }[];
            }[];
            readonly nextCursor: string | null;
            readonly totals: {
                readonly users: number;
                readonly accounts: {
                    readonly [key: string]: number;
                };
            };
            readonly failures: readonly {
                readonly code: string;
                readonly message: string | null;
                /** @description runs of the last 24 h that ended with it */
                readonly count: number;
                /** @description accounts that have it now */
                readonly accounts: number;
                readonly since: string | null;
                /** @description 24 hourly counts, the last one is now */
                readonly trend: readonly number[];
            }[];
            readonly queue: {
                readonly waiting: number;
                readonly running: number;
                readonly oldestSeconds: number | null;
            };
            readonly inbox: {
                readonly waiting: number;
                readonly failed: number;
                readonly oldestSeconds: number | null;
            };
            readonly budgets: readonly {
                readonly id: string;
                /** @enum {string} */
                readonly kind: "pat" | "oauth";
                /** @description calls taken in this minute */
                readonly used: number;
                readonly limit: number;
            }[];
            readonly workers: readonly {
                readonly id: string;
                readonly startedAt: string;
                readonly lastSeenAt: string;
            }[];
            readonly stuck: readonly {
                readonly accountRunId: string;
                readonly accountId: string;
                readonly userId: string;
                /** @enum {string} */
                readonly state: "queued" | "running" | "waiting" | "succeeded" | "partial" | "failed";
                /** @enum {string} */
                readonly why: "lease" | "waiting";
                readonly since: string;
            }[];
            readonly isPaused: boolean;
            readonly pausedSince: string | null;
            readonly mutes: readonly components["schemas"]["Mute"][];
        };
        readonly RunChange: {
            /** @enum {string} */
            readonly change: "new" | "updated" | "deleted";
            /** @description when Calendly gave the same meeting another time */
            readonly startTimeBefore: string | null;
            readonly meeting: components["schemas"]["Meeting"];
        };
        readonly AccountRun: {
            readonly id: string;
            /** @enum {string} */
            readonly trigger: "schedule" | "manual" | "operator" | "import" | "reread" | "webhook" | "gap";
            /** @enum {string} */
            readonly state: "queued" | "running" | "waiting" | "succeeded" | "partial" | "failed";
            readonly new: number;
            readonly updated: number;
            readonly deleted: number;
            readonly unchanged: number;
            readonly errors: readonly {
                readonly code: string;
                readonly message: string;
            }[];
            readonly requests: number;
            readonly startedAt: string | null;
            readonly finishedAt: string | null;
            readonly durationMs: number | null;
            readonly waitingUntil: string | null;
            readonly accountId: string;
            readonly userId: string;
            readonly progress: {
                readonly done: number;
                readonly total: number | null;
                readonly secondsLeft: number | null;
                readonly doing: string;
            } | null;
        };
        readonly Run: {
            readonly id: string;
            /** @enum {string} */
            readonly trigger: "schedule" | "manual" | "operator" | "import" | "reread" | "webhook" | "gap";
            /** @enum {string} */
            readonly state: "queued" | "running" | "waiting" | "succeeded" | "partial" | "failed";
            readonly new: number;
            readonly updated: number;
            readonly deleted: number;
            readonly unchanged: number;
            readonly errors: readonly {
                readonly code: string;
                readonly message: string;
            }[];
            readonly requests: number;
            readonly startedAt: string | null;
            readonly finishedAt: string | null;
            readonly durationMs: number | null;
            readonly waitingUntil: string | null;
            readonly queuedAt: string;
            readonly accounts: readonly components["schemas"]["AccountRun"][];
        };
        readonly Finding: {
            readonly name: string;
            /**
             * @description off: not used here, or not looked at because of a fault before it
             * @enum {string}
             */
            readonly state: "ok" | "warning" | "fault" | "off";
            readonly message: string;
            /** @description the next step */
            readonly fix: string | null;
        };
        readonly Subscription: {
            readonly accountIds: readonly string[];
            readonly callbackUrl: string | null;
            readonly scope: ("user" | "organization") | null;
            /** @enum {string} */
            readonly state: "active" | "failing" | "disabled" | "impossible" | "off";
            readonly lastDeliveryAt: string | null;
            readonly failingSince: string | null;
            readonly disabledAt: string | null;
            readonly checkedAt: string | null;
            readonly problem: {
                readonly code: string;
                readonly message: string;
                readonly nextStep: string;
            } | null;
            /** @description since the last delivery */
            readonly silentForSeconds: number | null;
            /** @description the longest among the last 200 deliveries; null: too few to tell */
            readonly usualSilenceSeconds: number | null;
            /** @description Calendly disables a subscription after 24 h of failures; null: it is not failing */
            readonly secondsUntilDisabled: number | null;
            /** @description path of its URL, for whose token it is */
            readonly endpoint: string | null;
        };
        readonly Delivery: {
            readonly id: string;
            readonly receivedAt: string;
            readonly signedAt: string | null;
            readonly settledAt: string | null;
            readonly kind: string | null;
            readonly verified: boolean;
            /** @enum {string} */
            readonly outcome: "waiting" | "applied" | "duplicate" | "superseded" | "ignored" | "failed";
            /** @description a code; `message` says it in words */
            readonly reason: string | null;
            readonly message: string | null;
            readonly attempts: number;
            /** @description how often the same bytes came */
            readonly seen: number;
            readonly eventUuid: string | null;
        };
        readonly DeliveryDetail: {
            readonly id: string;
            readonly receivedAt: string;
            readonly signedAt: string | null;
            readonly settledAt: string | null;
            readonly kind: string | null;
            readonly verified: boolean;
            /** @enum {string} */
            readonly outcome: "waiting" | "applied" | "duplicate" | "superseded" | "ignored" | "failed";
            /** @description a code; `message` says it in words */
            readonly reason: string | null;
            readonly message: string | null;
            readonly attempts: number;
            /** @description how often the same bytes came */
            readonly seen: number;
            readonly eventUuid: string | null;
            /** @description the body; null for operators whom it does not concern */
            readonly payload: unknown;
            /** @description personal data in `payload` is hidden */
            readonly isMasked: boolean;
            /** @description the caller’s own meeting that it speaks of */
            readonly meetingId: string | null;
            readonly headers: {
                readonly [key: string]: string;
            } | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
