// Generated from ../calendly.yaml; ../generated.test.ts writes it and says how. Do not edit.
export interface paths {
    "/users/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The user the token acts as */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: components["responses"]["User"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{uuid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    uuid: components["parameters"]["uuid"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: components["responses"]["Organization"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organization_memberships": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Members; the whole organization needs an owner or admin, one's own role does not */
        get: {
            parameters: {
                query?: {
                    organization?: string;
                    user?: string;
                    email?: string;
                    count?: components["parameters"]["count"];
                    page_token?: components["parameters"]["page_token"];
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: components["responses"]["OrganizationMemberships"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/scheduled_events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Events of a user or an organization, both statuses when `status` is left out */
        get: {
            parameters: {
                query?: {
                    user?: string;
                    organization?: string;
                    invitee_email?: string;
                    /** @description whole seconds */
                    min_start_time?: string;
                    /** @description whole seconds */
                    max_start_time?: string;
                    sort?: "start_time:asc" | "start_time:desc";
                    count?: components["parameters"]["count"];
                    page_token?: components["parameters"]["page_token"];
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: components["responses"]["ScheduledEvents"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/scheduled_events/{uuid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    uuid: components["parameters"]["uuid"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: components["responses"]["ScheduledEvent"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/scheduled_events/{uuid}/invitees": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Invitees of one event, both statuses when `status` is left out */
        get: {
            parameters: {
                query?: {
                    count?: components["parameters"]["count"];
                    page_token?: components["parameters"]["page_token"];
                };
                header?: never;
                path: {
                    uuid: components["parameters"]["uuid"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: components["responses"]["Invitees"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/event_types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    user?: string;
                    organization?: string;
                    /** @description name, position, created_at or updated_at with :asc or :desc */
                    sort?: string;
                    count?: components["parameters"]["count"];
                    page_token?: components["parameters"]["page_token"];
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: components["responses"]["EventTypes"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhook_subscriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Subscriptions of one scope */
        get: {
            parameters: {
                query: {
                    organization: string;
                    scope: "user" | "organization";
                    /** @description with scope user */
                    user?: string;
                    count?: components["parameters"]["count"];
                    page_token?: components["parameters"]["page_token"];
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: components["responses"]["WebhookSubscriptions"];
            };
        };
        put?: never;
        /** Subscribe; one URL has one subscription */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewWebhookSubscription"];
                };
            };
            responses: {
                201: components["responses"]["WebhookSubscription"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhook_subscriptions/{uuid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    uuid: components["parameters"]["uuid"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description gone */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Text: string | null;
        /** @description a number; seen as text in payments and meeting ids */
        Count: number | string | null;
        /** @description UTC, ISO 8601 with Z and 0, 3 or 6 fraction digits; keep as text, a Date would lose the microseconds */
        Instant: string | null;
        Page: {
            pagination?: components["schemas"]["Pagination"] | null;
        };
        Pagination: {
            count?: components["schemas"]["Count"];
            next_page?: components["schemas"]["Text"];
            next_page_token?: components["schemas"]["Text"];
            previous_page?: components["schemas"]["Text"];
            previous_page_token?: components["schemas"]["Text"];
        };
        User: {
            uri: string;
            name?: components["schemas"]["Text"];
            slug?: components["schemas"]["Text"];
            email?: components["schemas"]["Text"];
            scheduling_url?: components["schemas"]["Text"];
            timezone?: components["schemas"]["Text"];
            time_notation?: components["schemas"]["Text"];
            avatar_url?: components["schemas"]["Text"];
            created_at?: components["schemas"]["Instant"];
            updated_at?: components["schemas"]["Instant"];
            current_organization?: components["schemas"]["Text"];
            resource_type?: components["schemas"]["Text"];
            locale?: components["schemas"]["Text"];
        };
        OrganizationMembership: {
            uri: string;
            /** @description user, admin, owner */
            role?: string | null;
            user?: components["schemas"]["User"] | null;
            organization?: components["schemas"]["Text"];
            created_at?: components["schemas"]["Instant"];
            updated_at?: components["schemas"]["Instant"];
        };
        Organization: {
            uri: string;
            id?: components["schemas"]["Count"];
            name?: components["schemas"]["Text"];
            /** @description basic on Free */
            plan?: string | null;
            /** @description trial, free, paid */
            stage?: string | null;
            kind?: components["schemas"]["Text"];
            created_at?: components["schemas"]["Instant"];
            updated_at?: components["schemas"]["Instant"];
        };
        ScheduledEvent: {
            uri: string;
            name?: components["schemas"]["Text"];
            /** @description active, canceled */
            status?: string | null;
            start_time?: components["schemas"]["Instant"];
            end_time?: components["schemas"]["Instant"];
            /** @description may name a deleted type */
            event_type?: string | null;
            location?: components["schemas"]["Location"] | null;
            invitees_counter?: components["schemas"]["InviteesCounter"] | null;
            created_at?: components["schemas"]["Instant"];
            updated_at?: components["schemas"]["Instant"];
            event_memberships?: components["schemas"]["EventMembership"][] | null;
            event_guests?: components["schemas"]["EventGuest"][] | null;
            calendar_event?: components["schemas"]["CalendarEvent"] | null;
            cancellation?: components["schemas"]["Cancellation"] | null;
            meeting_notes_plain?: components["schemas"]["Text"];
            meeting_notes_html?: components["schemas"]["Text"];
        };
        /** @description Details become null six months after the event */
        Location: {
            /** @description physical, outbound_call, inbound_call, ask_invitee, custom, google_conference, zoom, gotomeeting, microsoft_teams_conference, webex_conference */
            type?: string | null;
            location?: components["schemas"]["Text"];
            additional_info?: components["schemas"]["Text"];
            /** @description initiated, processing, pushed, failed */
            status?: string | null;
            join_url?: components["schemas"]["Text"];
            /** @description each conference kind has its own; an object or null */
            data?: unknown;
        };
        InviteesCounter: {
            total?: components["schemas"]["Count"];
            active?: components["schemas"]["Count"];
            limit?: components["schemas"]["Count"];
        };
        EventMembership: {
            user?: components["schemas"]["Text"];
            user_email?: components["schemas"]["Text"];
            user_name?: components["schemas"]["Text"];
            buffered_start_time?: components["schemas"]["Instant"];
            buffered_end_time?: components["schemas"]["Instant"];
        };
        EventGuest: {
            email?: components["schemas"]["Text"];
            created_at?: components["schemas"]["Instant"];
            updated_at?: components["schemas"]["Instant"];
        };
        CalendarEvent: {
            /** @description exchange, google, icloud, outlook, outlook_desktop */
            kind?: string | null;
            external_id?: components["schemas"]["Text"];
        };
        Cancellation: {
            canceled_by?: components["schemas"]["Text"];
            reason?: components["schemas"]["Text"];
            /** @description host, invitee */
            canceler_type?: string | null;
            created_at?: components["schemas"]["Instant"];
        };
        Invitee: {
            uri: string;
            event?: components["schemas"]["Text"];
            email?: components["schemas"]["Text"];
            name?: components["schemas"]["Text"];
            first_name?: components["schemas"]["Text"];
            last_name?: components["schemas"]["Text"];
            /** @description active, canceled */
            status?: string | null;
            questions_and_answers?: components["schemas"]["QuestionAndAnswer"][] | null;
            timezone?: components["schemas"]["Text"];
            created_at?: components["schemas"]["Instant"];
            updated_at?: components["schemas"]["Instant"];
            tracking?: components["schemas"]["Tracking"] | null;
            text_reminder_number?: components["schemas"]["Text"];
            /** @description true on the old invitee */
            rescheduled?: boolean | null;
            old_invitee?: components["schemas"]["Text"];
            new_invitee?: components["schemas"]["Text"];
            /** @description who holds it can cancel */
            cancel_url?: string | null;
            /** @description who holds it can move */
            reschedule_url?: string | null;
            routing_form_submission?: components["schemas"]["Text"];
            cancellation?: components["schemas"]["Cancellation"] | null;
            payment?: components["schemas"]["Payment"] | null;
            no_show?: components["schemas"]["NoShow"] | null;
            reconfirmation?: components["schemas"]["Reconfirmation"] | null;
            /** @description instant_book, api */
            scheduling_method?: string | null;
            invitee_scheduled_by?: components["schemas"]["Text"];
            /** @description only in payloads from before 2022 */
            canceled?: boolean | null;
        };
        QuestionAndAnswer: {
            question?: components["schemas"]["Text"];
            answer?: components["schemas"]["Text"];
            position?: components["schemas"]["Count"];
        };
        Tracking: {
            utm_campaign?: components["schemas"]["Text"];
            utm_source?: components["schemas"]["Text"];
            utm_medium?: components["schemas"]["Text"];
            utm_content?: components["schemas"]["Text"];
            utm_term?: components["schemas"]["Text"];
            salesforce_uuid?: components["schemas"]["Text"];
        };
        Payment: {
            external_id?: components["schemas"]["Text"];
            /** @description stripe, paypal */
            provider?: string | null;
            amount?: components["schemas"]["Count"];
            currency?: components["schemas"]["Text"];
            terms?: components["schemas"]["Text"];
            successful?: boolean | null;
        };
        NoShow: {
            uri?: components["schemas"]["Text"];
            created_at?: components["schemas"]["Instant"];
        };
        Reconfirmation: {
            created_at?: components["schemas"]["Instant"];
            confirmed_at?: components["schemas"]["Instant"];
        };
        EventType: {
            uri: string;
            name?: components["schemas"]["Text"];
            active?: boolean | null;
            slug?: components["schemas"]["Text"];
            scheduling_url?: components["schemas"]["Text"];
            duration?: components["schemas"]["Count"];
            /** @description solo, group */
            kind?: string | null;
            /** @description round_robin, collective, multi_pool */
            pooling_type?: string | null;
            /** @description StandardEventType, AdhocEventType */
            type?: string | null;
            color?: components["schemas"]["Text"];
            created_at?: components["schemas"]["Instant"];
            updated_at?: components["schemas"]["Instant"];
            deleted_at?: components["schemas"]["Instant"];
            secret?: boolean | null;
            /** @description instant, poll */
            booking_method?: string | null;
            profile?: components["schemas"]["EventTypeProfile"] | null;
            locations?: unknown[] | null;
            custom_questions?: unknown[] | null;
        };
        EventTypeProfile: {
            /** @description User, Team */
            type?: string | null;
            name?: components["schemas"]["Text"];
            owner?: components["schemas"]["Text"];
        };
        NewWebhookSubscription: {
            url: string;
            events: string[];
            organization: string;
            /** @description with scope user */
            user?: string;
            /** @enum {string} */
            scope: "user" | "organization";
            signing_key?: string;
        };
        WebhookSubscription: {
            uri: string;
            callback_url?: components["schemas"]["Text"];
            created_at?: components["schemas"]["Instant"];
            updated_at?: components["schemas"]["Instant"];
            retry_started_at?: components["schemas"]["Instant"];
            /** @description active, disabled */
            state?: string | null;
            events?: string[] | null;
            /** @description user, organization, group */
            scope?: string | null;
            organization?: components["schemas"]["Text"];
            user?: components["schemas"]["Text"];
            creator?: components["schemas"]["Text"];
        };
    };
    responses: {
        /** @description one user */
        User: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    resource: components["schemas"]["User"];
                };
            };
        };
        /** @description one organization */
        Organization: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    resource: components["schemas"]["Organization"];
                };
            };
        };
        /** @description a page of memberships */
        OrganizationMemberships: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Page"] & {
                    collection: components["schemas"]["OrganizationMembership"][];
                };
            };
        };
        /** @description one event */
        ScheduledEvent: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    resource: components["schemas"]["ScheduledEvent"];
                };
            };
        };
        /** @description a page of events */
        ScheduledEvents: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Page"] & {
                    collection: components["schemas"]["ScheduledEvent"][];
                };
            };
        };
        /** @description a page of invitees */
        Invitees: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Page"] & {
                    collection: components["schemas"]["Invitee"][];
                };
            };
        };
        /** @description a page of event types */
        EventTypes: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Page"] & {
                    collection: components["schemas"]["EventType"][];
                };
            };
        };
        /** @description one subscription */
        WebhookSubscription: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    resource: components["schemas"]["WebhookSubscription"];
                };
            };
        };
        /** @description a page of subscriptions */
        WebhookSubscriptions: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Page"] & {
                    collection: components["schemas"]["WebhookSubscription"][];
                };
            };
        };
    };
    parameters: {
        uuid: string;
        count: number;
        page_token: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
