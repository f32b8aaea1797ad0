; The seal: a seccomp filter of the system calls that the running system needs. Any other ends the process by SIGSYS.

SYS_CLOSE equ 3
SYS_LSEEK equ 8
SYS_PREAD64 equ 17
SYS_PWRITE64 equ 18
SYS_SOCKET equ 41
SYS_CONNECT equ 42
SYS_SENDTO equ 44
SYS_RECVFROM equ 45
SYS_SHUTDOWN equ 48
SYS_BIND equ 49
SYS_LISTEN equ 50
SYS_GETSOCKNAME equ 51
SYS_GETPEERNAME equ 52
SYS_SETSOCKOPT equ 54
SYS_GETSOCKOPT equ 55
SYS_FCNTL equ 72
SYS_FDATASYNC equ 75
SYS_PRCTL equ 157
SYS_RESTART_SYSCALL equ 219
SYS_EPOLL_CTL equ 233
SYS_EPOLL_PWAIT equ 281
SYS_ACCEPT4 equ 288
SYS_EPOLL_CREATE1 equ 291
SYS_SECCOMP equ 317
SYS_CLOSE_RANGE equ 436

AF_INET equ 2
AF_INET6 equ 10
F_DUPFD_CLOEXEC equ 1030
PR_SET_NO_NEW_PRIVS equ 38
SECCOMP_SET_MODE_FILTER equ 1
; For all threads, that is, cores.
SECCOMP_FILTER_FLAG_TSYNC equ 1
SECCOMP_RET_KILL_PROCESS equ 0x80000000
SECCOMP_RET_ALLOW equ 0x7FFF0000
AUDIT_ARCH_X86_64 equ 0xC000003E
; Offsets in struct seccomp_data.
DATA_NUMBER equ 0
DATA_ARCH equ 4
DATA_ARGUMENTS equ 16
; struct sock_filter is one word: code, jt << 16, jf << 24, k << 32.
BPF_LOAD equ 0x20
BPF_IF_EQUAL equ 0x15
BPF_AND equ 0x54
BPF_RETURN equ 0x06
BPF_TRUE equ 16
BPF_FALSE equ 24

; When a row counts: always, if somebody may type, if 9P clients may come, if others may be dialled, if there are disks, if /net is the
; host's.
ALWAYS equ 1
TYPED equ 2
DOOR equ 4
DIAL equ 8
DISK equ 16
NET equ 32

; Groups and number; and if it is not allowed with any arguments, which one is looked at: (argument & mask) = value, of its low 32 bits.
ROW_GROUPS equ 0
ROW_NUMBER equ 4
ROW_OFFSET equ 8
ROW_MASK equ 12
ROW_VALUE equ 16
ROW_SIZE equ 20
%macro ALLOW 2
    dd %1, %2, 0, 0, 0
%endmacro
%macro ALLOW_IF 5
    dd %1, %2, DATA_ARGUMENTS + 8 * %3, %4, %5
%endmacro

section .rodata
    align 4
seal_table:
    ALLOW ALWAYS, SYS_READ
    ALLOW ALWAYS, SYS_WRITE
    ALLOW ALWAYS, SYS_CLOSE
    ALLOW ALWAYS, SYS_POLL
    ALLOW ALWAYS, SYS_PPOLL
    ALLOW_IF ALWAYS, SYS_MPROTECT, 2, -1, PROT_NONE
    ALLOW_IF ALWAYS, SYS_MADVISE, 2, -1, MADV_DONTNEED
    ALLOW_IF ALWAYS, SYS_IOCTL, 1, -1, TIOCGWINSZ
    ALLOW ALWAYS, SYS_RT_SIGRETURN
    ALLOW ALWAYS, SYS_RESTART_SYSCALL
    ALLOW ALWAYS, SYS_TIMER_SETTIME
    ALLOW ALWAYS, SYS_CLOCK_GETTIME
    ALLOW ALWAYS, SYS_GETRANDOM
    ALLOW ALWAYS, SYS_CLOSE_RANGE
    ALLOW ALWAYS, SYS_EXIT_GROUP
    ALLOW TYPED, SYS_RT_SIGACTION
    ALLOW_IF TYPED, SYS_IOCTL, 1, -1, TCGETS
    ALLOW_IF TYPED, SYS_IOCTL, 1, -1, TCSETS
    ALLOW_IF DOOR | DIAL | NET, SYS_SOCKET, 0, -1, AF_INET
    ALLOW DOOR | DIAL | NET, SYS_SETSOCKOPT
    ALLOW DOOR | DIAL | NET, SYS_SENDTO
    ALLOW DOOR | DIAL | NET, SYS_RECVFROM
    ALLOW DOOR | DIAL | NET, SYS_SHUTDOWN
    ALLOW DOOR | NET, SYS_BIND
    ALLOW DOOR | NET, SYS_LISTEN
    ALLOW DOOR | NET, SYS_GETSOCKNAME
    ALLOW DOOR | NET, SYS_ACCEPT4
    ALLOW DIAL | NET, SYS_CONNECT
    ALLOW DIAL | NET, SYS_GETSOCKOPT
    ALLOW_IF NET, SYS_SOCKET, 0, -1, AF_INET6
    ALLOW NET, SYS_GETPEERNAME
    ALLOW NET, SYS_EPOLL_CREATE1
    ALLOW NET, SYS_EPOLL_CTL
    ALLOW NET, SYS_EPOLL_PWAIT
    ALLOW_IF NET, SYS_FCNTL, 1, -1, F_DUPFD_CLOEXEC
    ALLOW DISK, SYS_LSEEK
    ALLOW DISK, SYS_PREAD64
    ALLOW DISK, SYS_PWRITE64
    ALLOW DISK, SYS_FDATASYNC
.end:

section .text

%macro EMIT 2           ; code with jumps, k; clobbers rax
    mov rax, (%1) | (%2) << 32
    stosq
%endmacro

; port_seal(typed, door, dial, disk, net): each not 0 if it is wanted. 0, or another number for an error.
global port_seal:function
port_seal:
    mov r9d, r8d
    mov r8d, ALWAYS
    mov eax, DISK
    test ecx, ecx
    cmovz eax, ecx
    or r8d, eax
    mov ecx, TYPED
    test edi, edi
    cmovz ecx, edi
    or r8d, ecx
    mov ecx, DOOR
    test esi, esi
    cmovz ecx, esi
    or r8d, ecx
    mov ecx, DIAL
    test edx, edx
    cmovz ecx, edx
    or r8d, ecx
    mov eax, NET
    test r9d, r9d
    cmovz eax, r9d
    or r8d, eax
    lea rdi, [seal_program]
    EMIT BPF_LOAD, DATA_ARCH
    EMIT BPF_IF_EQUAL | 1 << BPF_TRUE, AUDIT_ARCH_X86_64
    EMIT BPF_RETURN, SECCOMP_RET_KILL_PROCESS
    EMIT BPF_LOAD, DATA_NUMBER
    lea rsi, [seal_table]
    lea rdx, [seal_table.end]
.row:
    test [rsi + ROW_GROUPS], r8d
    jz .next
    mov eax, [rsi + ROW_NUMBER]
    shl rax, 32
    cmp dword [rsi + ROW_OFFSET], 0
    jne .condition
    or rax, BPF_IF_EQUAL | 1 << BPF_FALSE
    stosq
    EMIT BPF_RETURN, SECCOMP_RET_ALLOW
    jmp .next
.condition:
    or rax, BPF_IF_EQUAL | 5 << BPF_FALSE
    stosq
    mov eax, [rsi + ROW_OFFSET]
    shl rax, 32
    or rax, BPF_LOAD
    stosq
    mov eax, [rsi + ROW_MASK]
    shl rax, 32
    or rax, BPF_AND
    stosq
    mov eax, [rsi + ROW_VALUE]
    shl rax, 32
    or rax, BPF_IF_EQUAL | 1 << BPF_FALSE
    stosq
    EMIT BPF_RETURN, SECCOMP_RET_ALLOW
    EMIT BPF_LOAD, DATA_NUMBER
.next:
    add rsi, ROW_SIZE
    cmp rsi, rdx
    jb .row
    EMIT BPF_RETURN, SECCOMP_RET_KILL_PROCESS
    lea rax, [seal_program]
    sub rdi, rax
    shr edi, 3
    sub rsp, 16                     ; struct sock_fprog
    mov [rsp], rdi
    mov [rsp + 8], rax
    mov edi, PR_SET_NO_NEW_PRIVS
    mov esi, 1
    xor edx, edx
    xor r10d, r10d
    xor r8d, r8d
    mov eax, SYS_PRCTL
    syscall
    test rax, rax
    js .fails
    mov edi, SECCOMP_SET_MODE_FILTER
    mov esi, SECCOMP_FILTER_FLAG_TSYNC
    mov rdx, rsp
    mov eax, SYS_SECCOMP
    syscall
.fails:
    add rsp, 16
    ret

section .bss
    alignb 8
seal_program: resq 5 + 6 * (seal_table.end - seal_table) / ROW_SIZE
