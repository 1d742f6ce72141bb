//! Codes of problems that only callers of the package meet; the others are those of [`suanpan::schema::code`]. A code never
//! changes its meaning. They have no words: `docs/engine-package.md` says what they mean.

suanpan::texts! {
    "problem":
    /// The job was stopped.
    CANCELLED = "CANCELLED";
    /// The calculator does not offer this: it has no such work, or no case of it fits into a row.
    NOT_OFFERED = "NOT_OFFERED";
    /// Not a data pack of this version.
    PACK_UNREADABLE = "PACK_UNREADABLE";
    /// The data of this day are not loaded.
    SNAPSHOT_MISSING = "SNAPSHOT_MISSING";
    /// An option that this call does not have, or a value that it does not take.
    UNKNOWN_OPTION = "UNKNOWN_OPTION";
    /// Not a link, or nothing in it can be read.
    LINK_CORRUPT = "LINK_CORRUPT";
    /// A link by a newer version of Suanpan.
    LINK_NEWER = "LINK_NEWER";
    /// A link that is too long to be looked at.
    LINK_TOO_LONG = "LINK_TOO_LONG";
}
