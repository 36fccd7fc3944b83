//! How memory that was used is given back to the system.

/// From this size on, in bytes, a piece of memory is the system's again as soon as it is free. The largest pages are
/// smaller: to ask the system for each of them would make them slower.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const LARGE: i32 = 2 * 1024 * 1024;
/// So much free memory is kept at the end of a heap, in bytes.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const KEPT: i32 = 1024 * 1024;

/// Has large pieces given back at once. glibc raises its limits with the largest piece that was ever freed, and one
/// password takes 19 MiB: after the first logins every heap would keep tens of megabytes that nobody uses.
pub fn give_back_large_pieces() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    #[expect(unsafe_code, reason = "there is no safe way to set what the allocator goes by")]
    // SAFETY: mallopt takes two numbers, may be called at any time, and only fails by answering 0.
    unsafe {
        libc::mallopt(libc::M_MMAP_THRESHOLD, LARGE);
        libc::mallopt(libc::M_TRIM_THRESHOLD, KEPT);
    }
}
