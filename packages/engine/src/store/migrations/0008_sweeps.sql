-- One list of an organization serves every account that a token reads for: each claim asks which those are.
CREATE INDEX accounts_by_credential ON calendly_sync.accounts (credential, organization);
